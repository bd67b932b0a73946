/** The finished page as text: scripts/page.js puts style, script and their hashes into page.html when it is loaded. */
declare module '*/page.html' {
  const page: string
  export = page
}
