/** Stands in a text for what is known only when it runs. No word of a shell can have it. */
export const OPAQUE = '\0'
