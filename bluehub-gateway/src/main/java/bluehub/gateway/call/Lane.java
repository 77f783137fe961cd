package bluehub.gateway.call;

import bluehub.gateway.api.CorsPolicy;
import bluehub.gateway.api.LiveTable;
import bluehub.gateway.api.RouteRecorder;
import bluehub.gateway.settings.HttpSettings;
import bluehub.gateway.settings.TraceSettings.Missing;
import bluehub.gateway.site.Site;
import bluehub.transcoder.Workspace;
import bluehub.transcoder.fault.RequestFault;
import io.netty.channel.EventLoop;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * What the requests of one event loop share: its number, its scratch buffers, its counters. Used on
 * that loop's thread alone, but for {@link #inFlight}.
 */
public final class Lane {
  final int number;
  private final EventLoop loop;
  final LiveTable table;
  final int maxBody;
  private final int maxCalls;
  final EventKeepAlive keepAlive;

  /** Of requests that match no route. */
  final RouteRecorder.Tally unmatched;

  /** Of requests for pages of the gateway's own. */
  final RouteRecorder.Tally pages;

  final Site site;

  final @Nullable CallObserver observer;
  final Missing missingTrace;
  final CorsPolicy cors;
  final Compression compression;
  final Decompression decompression;
  final Workspace workspace = new Workspace();

  private final Refusals refusals = new Refusals();

  /** Written by the loop's thread alone, so adding needs no atomic operation. */
  private final AtomicInteger inFlight = new AtomicInteger();

  Lane(
      int number,
      EventLoop loop,
      LiveTable table,
      int maxBody,
      int maxCalls,
      HttpSettings settings,
      RouteRecorder.Tally unmatched,
      RouteRecorder.Tally pages,
      Site site,
      @Nullable CallObserver observer) {
    this.number = number;
    this.loop = loop;
    this.table = table;
    this.maxBody = maxBody;
    this.maxCalls = maxCalls;
    this.keepAlive = new EventKeepAlive(loop, settings.streams().keepAlive());
    this.missingTrace = settings.trace().missing();
    this.cors = new CorsPolicy(settings.cors());
    this.compression = new Compression(settings.compression());
    this.decompression = new Decompression(settings.compression().requests());
    this.unmatched = unmatched;
    this.pages = pages;
    this.site = site;
    this.observer = observer;
  }

  /** The event loop whose thread this lane belongs to. */
  public EventLoop loop() {
    return loop;
  }

  /** Takes a request on; {@link Exchange#begin} starts to serve it. */
  public Exchange take(Request request, Responder responder) {
    return new Exchange(this, request, responder);
  }

  /** Answers what is no request that could be taken on. */
  public void refuse(RequestFault fault, Request request, Responder responder) {
    Exchange exchange = new Exchange(this, request, responder);
    exchange.refuse(fault);
  }

  /** Requests that are not answered yet. Any thread may ask. */
  public int inFlight() {
    return inFlight.get();
  }

  /** What this loop has refused. Any thread may read. */
  public Refusals refusals() {
    return refusals;
  }

  /** Whether more requests are under way than this loop may have. */
  boolean overloaded() {
    return inFlight.getPlain() > maxCalls;
  }

  void entered() {
    inFlight.lazySet(inFlight.getPlain() + 1);
  }

  void left() {
    inFlight.lazySet(inFlight.getPlain() - 1);
  }
}
