// The reverse proxy that grpc-gateway's generator writes, in front of the benchmark's backend.
package main

import (
	"context"
	"flag"
	"log"
	"net/http"

	"github.com/grpc-ecosystem/grpc-gateway/v2/runtime"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"

	"bluehub.bench/gateway/target/loadv1"
)

func main() {
	listen := flag.String("listen", "", "address and port of the HTTP server")
	backend := flag.String("backend", "", "address and port of the gRPC server")
	flag.Parse()

	mux := runtime.NewServeMux()
	options := []grpc.DialOption{grpc.WithTransportCredentials(insecure.NewCredentials())}
	err := loadv1.RegisterLoadServiceHandlerFromEndpoint(context.Background(), mux, *backend, options)
	if err != nil {
		log.Fatal(err)
	}
	protocols := new(http.Protocols)
	protocols.SetHTTP1(true)
	protocols.SetUnencryptedHTTP2(true)
	server := http.Server{Addr: *listen, Handler: mux, Protocols: protocols}
	log.Fatal(server.ListenAndServe())
}
