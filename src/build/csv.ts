/**
 * Values of buildx flags that are CSV records of `key=value` fields (`--output`, `--secret`, `--cache-to`):
 * docker/buildx util/buildflags. A field with a comma, quote or line break is quoted as RFC 4180 says.
 */
export function csvRecord(fields: Record<string, string>): string {
  return Object.entries(fields)
    .map(([key, value]) => csvField(`${key}=${value}`))
    .join(',')
}

export function csvField(field: string): string {
  return /[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field
}

/** The fields of such a record; the last of several with one key wins. */
export function readCsvRecord(record: string): Map<string, string> {
  const fields = [...record.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
    match => match[1]?.replaceAll('""', '"') ?? match[2] ?? '',
  )
  return new Map(
    fields.map(field => {
      const at = field.indexOf('=')
      return at < 0 ? [field.trim(), ''] : [field.slice(0, at).trim().toLowerCase(), field.slice(at + 1)]
    }),
  )
}
