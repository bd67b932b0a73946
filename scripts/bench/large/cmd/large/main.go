// Command large is a small program over large modules, as most services are: the benchmark of Go's caches builds it.
package main

import (
	caddycmd "github.com/caddyserver/caddy/v2/cmd"
	_ "github.com/caddyserver/caddy/v2/modules/standard"

	"example.com/large/internal/a"
)

func main() {
	println(a.Name())
	caddycmd.Main()
}
