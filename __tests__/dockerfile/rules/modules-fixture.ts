/** A program that needs modules, for fixtures. */

/** go.mod and go.sum with two modules; the sums are those of nothing, and nothing here checks them. */
export const WITH_MODULES: Readonly<Record<string, string>> = {
  'go.mod': 'module example.com/app\n\ngo 1.26\n\nrequire (\n\trsc.io/quote v1.5.2\n\trsc.io/sampler v1.3.0\n)\n',
  'go.sum': 'rsc.io/quote v1.5.2 h1:AAAA=\nrsc.io/sampler v1.3.0 h1:AAAA=\n',
  'main.go': 'package main\n\nimport "rsc.io/quote"\n\nfunc main() { println(quote.Hello()) }\n',
}
