// Command library serves library.proto with server reflection, for the tutorial docs/your-own-service.md.
//
// The proto file is compiled when the program starts, and messages are dynamic: so there is no generated code, and the
// program serves what the file says. A service with generated code looks the same to the gateway.
package main

import (
	"context"
	_ "embed"
	"fmt"
	"log"
	"net"
	"os"
	"os/signal"
	"sort"
	"strings"
	"sync"
	"syscall"

	"github.com/bufbuild/protocompile"
	_ "google.golang.org/genproto/googleapis/api/annotations" // so that the import of library.proto is found
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/health"
	healthpb "google.golang.org/grpc/health/grpc_health_v1"
	"google.golang.org/grpc/reflection"
	reflectionpb "google.golang.org/grpc/reflection/grpc_reflection_v1"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/reflect/protodesc"
	"google.golang.org/protobuf/reflect/protoreflect"
	"google.golang.org/protobuf/reflect/protoregistry"
	"google.golang.org/protobuf/types/dynamicpb"
)

//go:embed library.proto
var source string

const serviceName = "example.library.v1.Library"

// library holds the books by their names.
type library struct {
	service protoreflect.ServiceDescriptor
	mutex   sync.Mutex
	books   map[string]*dynamicpb.Message
}

func main() {
	address := ":50051"
	if port := os.Getenv("PORT"); port != "" {
		address = ":" + port
	}
	file, err := compile()
	if err != nil {
		log.Fatalf("library.proto does not compile: %v", err)
	}
	listener, err := net.Listen("tcp", address)
	if err != nil {
		log.Fatalf("cannot listen on %s: %v", address, err)
	}
	server := grpc.NewServer()
	shelf := newLibrary(file.Services().ByName("Library"))
	server.RegisterService(shelf.description(), shelf)
	reflectionpb.RegisterServerReflectionServer(server,
		reflection.NewServerV1(reflection.ServerOptions{Services: server, DescriptorResolver: resolver(file)}))
	healthpb.RegisterHealthServer(server, health.NewServer())

	stop := make(chan os.Signal, 1)
	signal.Notify(stop, os.Interrupt, syscall.SIGTERM)
	go func() {
		<-stop
		server.GracefulStop()
	}()
	log.Printf("%s on %s", serviceName, listener.Addr())
	if err := server.Serve(listener); err != nil {
		log.Fatal(err)
	}
}

func compile() (protoreflect.FileDescriptor, error) {
	compiler := protocompile.Compiler{Resolver: protocompile.CompositeResolver{
		&protocompile.SourceResolver{Accessor: protocompile.SourceAccessorFromMap(map[string]string{"library.proto": source})},
		protocompile.ResolverFunc(linked),
	}}
	files, err := compiler.Compile(context.Background(), "library.proto")
	if err != nil {
		return nil, err
	}
	return files[0], nil
}

// linked finds the files that come with Go packages of this program.
func linked(path string) (protocompile.SearchResult, error) {
	file, err := protoregistry.GlobalFiles.FindFileByPath(path)
	if err != nil {
		return protocompile.SearchResult{}, err
	}
	return protocompile.SearchResult{Desc: file}, nil
}

// resolver knows our own file beside those of the program.
func resolver(file protoreflect.FileDescriptor) protodesc.Resolver {
	own := new(protoregistry.Files)
	if err := own.RegisterFile(file); err != nil {
		log.Fatal(err)
	}
	return both{own}
}

type both struct{ own *protoregistry.Files }

func (b both) FindFileByPath(path string) (protoreflect.FileDescriptor, error) {
	if file, err := b.own.FindFileByPath(path); err == nil {
		return file, nil
	}
	return protoregistry.GlobalFiles.FindFileByPath(path)
}

func (b both) FindDescriptorByName(name protoreflect.FullName) (protoreflect.Descriptor, error) {
	if found, err := b.own.FindDescriptorByName(name); err == nil {
		return found, nil
	}
	return protoregistry.GlobalFiles.FindDescriptorByName(name)
}

func newLibrary(service protoreflect.ServiceDescriptor) *library {
	shelf := &library{service: service, books: map[string]*dynamicpb.Message{}}
	shelf.add("shelves/novels", "botchan", "Botchan", "Natsume Soseki", 224)
	shelf.add("shelves/novels", "kokoro", "Kokoro", "Natsume Soseki", 256)
	return shelf
}

func (l *library) add(parent, id, title, author string, pages int32) {
	book := dynamicpb.NewMessage(l.method("GetBook").Output())
	set(book, "name", protoreflect.ValueOfString(parent+"/books/"+id))
	set(book, "title", protoreflect.ValueOfString(title))
	set(book, "author", protoreflect.ValueOfString(author))
	set(book, "pages", protoreflect.ValueOfInt32(pages))
	l.books[text(book, "name")] = book
}

func (l *library) method(name protoreflect.Name) protoreflect.MethodDescriptor {
	return l.service.Methods().ByName(name)
}

// description is what generated code would register.
func (l *library) description() *grpc.ServiceDesc {
	unary := func(name string, call func(*dynamicpb.Message) (*dynamicpb.Message, error)) grpc.MethodDesc {
		return grpc.MethodDesc{MethodName: name, Handler: func(_ any, _ context.Context, decode func(any) error, _ grpc.UnaryServerInterceptor) (any, error) {
			request := dynamicpb.NewMessage(l.method(protoreflect.Name(name)).Input())
			if err := decode(request); err != nil {
				return nil, err
			}
			return call(request)
		}}
	}
	return &grpc.ServiceDesc{
		ServiceName: serviceName,
		HandlerType: (*any)(nil),
		Methods:     []grpc.MethodDesc{unary("GetBook", l.getBook), unary("CreateBook", l.createBook)},
		Streams:     []grpc.StreamDesc{{StreamName: "ListBooks", ServerStreams: true, Handler: l.listBooks}},
		Metadata:    "library.proto",
	}
}

func (l *library) getBook(request *dynamicpb.Message) (*dynamicpb.Message, error) {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	if book := l.books[text(request, "name")]; book != nil {
		return book, nil
	}
	return nil, status.Errorf(codes.NotFound, "there is no %s", text(request, "name"))
}

func (l *library) createBook(request *dynamicpb.Message) (*dynamicpb.Message, error) {
	given := request.Get(field(request, "book")).Message()
	title := given.Get(given.Descriptor().Fields().ByName("title")).String()
	if title == "" {
		return nil, status.Error(codes.InvalidArgument, "book.title is empty, expected a title")
	}
	book := dynamicpb.NewMessage(l.method("CreateBook").Output())
	given.Range(func(f protoreflect.FieldDescriptor, v protoreflect.Value) bool {
		book.Set(f, v)
		return true
	})
	l.mutex.Lock()
	defer l.mutex.Unlock()
	name := fmt.Sprintf("%s/books/%d", text(request, "parent"), len(l.books)+1)
	set(book, "name", protoreflect.ValueOfString(name))
	l.books[name] = book
	return book, nil
}

func (l *library) listBooks(_ any, stream grpc.ServerStream) error {
	request := dynamicpb.NewMessage(l.method("ListBooks").Input())
	if err := stream.RecvMsg(request); err != nil {
		return err
	}
	for _, book := range l.shelf(text(request, "parent") + "/books/") {
		if err := stream.SendMsg(book); err != nil {
			return err
		}
	}
	return nil
}

func (l *library) shelf(prefix string) []*dynamicpb.Message {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	var books []*dynamicpb.Message
	for name, book := range l.books {
		if strings.HasPrefix(name, prefix) {
			books = append(books, book)
		}
	}
	sort.Slice(books, func(i, j int) bool { return text(books[i], "name") < text(books[j], "name") })
	return books
}

func field(message *dynamicpb.Message, name protoreflect.Name) protoreflect.FieldDescriptor {
	return message.Descriptor().Fields().ByName(name)
}

func text(message *dynamicpb.Message, name protoreflect.Name) string {
	return message.Get(field(message, name)).String()
}

func set(message *dynamicpb.Message, name protoreflect.Name, value protoreflect.Value) {
	message.Set(field(message, name), value)
}
