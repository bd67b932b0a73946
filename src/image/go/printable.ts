/** A file can have any bytes for a name. Where they would steer a terminal or hide text, U+FFFD stands in their place. */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '\ufffd')
}
