/** Is the path this one, or below it? Of folders and of import paths alike. */
export function isAtOrBelow(path: string, above: string): boolean {
  return path === above || path.startsWith(above === '/' ? above : `${above}/`)
}
