package bluehub.router.greeting;

/** The words of a plain greeting. */
final class Greeting {

  private Greeting() {}

  static String hello(String name) {
    return "Hello " + name;
  }
}
