export const HELP = `go-image: Go container images, fast and measured

  go-image inspect [DIR] [--main PKG] [--module DIR]
      What the Go project in DIR is, and which program would go into the image; exit code 1 where none can be built yet.
  go-image dockerfile [DIR] [--main PKG] [--base NAME|REF] [--bases FILE.json]
                      [--style mount|layer|portable] [--write [--force]]
                      [--go-tags LIST] [--go-ldflags=FLAGS] [--go-gcflags=FLAGS]
                      [--goamd64 v1|v2|v3|v4] [--gofips140 VERSION] [--upx]
                      [--test CHECKS]... [--secret id=ID]... [--ssh ID]...
      Prints the Dockerfile that would be built; --write puts it, with reasons and digests, and .dockerignore into DIR.
  go-image check [DIR] [-f FILE] [--target STAGE] [--build-arg K=V] [--platform LIST] [--fix | --diff] [--prove]
                 [--format text|json|sarif|github] [--fail-on error|warning|never]
      What is wrong with the Dockerfile in DIR, as it builds the Go program of DIR. --fix mends what is safe to mend,
      --diff prints that as a patch, and --prove builds both before that, and compares them. Exit code 1 for an error, unless --fail-on says otherwise.
  go-image build [DIR] [-t TAG] [-f FILE] [--platform LIST] [--target STAGE] [--build-arg K=V]
                 [--builder NAME] [--cache-dir DIR] [--baseline auto|IMAGE|FILE.json|off]
                 [--size-budget [PLATFORM] [PART] SIZE]... [--size-increase [PLATFORM] [PART] SIZE]...
                 [--test CHECKS]... [--secret id=ID,src=FILE|env=NAME]... [--ssh ID[=KEY]]...
      Builds the image with Go's caches from a local folder, measures it and compares it with the last build.
  go-image measure IMAGE [--platform LIST]
      What is in IMAGE, and how large it is: REGISTRY/NAME, NAME (of the local engine, else of Docker Hub), docker:NAME,
      oci:DIR[:TAG], oci-archive:FILE[:TAG] or docker-archive:FILE[:NAME].
  go-image diff BASE HEAD [--platform LIST] [--format text|json|markdown|html]
      What changed between two images, or two saved reports (report.json).
  go-image render REPORT.json --format markdown|summary|text|html|sarif|junit|badge
      The comment, job summary, text, HTML page, findings, gate or badge of a saved report; - reads standard input.

Every verb takes --json. Exit code 0: done; 1: the build, image or check failed; 2: wrong use.
`
