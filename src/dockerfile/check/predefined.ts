/** Build arguments that need no ARG: docs.docker.com/reference/dockerfile, "Predefined ARGs" and "BuildKit built-in build args". */
export const PREDEFINED_ARGUMENTS =
  /^((https?|ftp|no|all)_proxy|BUILDKIT_\w+|SOURCE_DATE_EPOCH|(TARGET|BUILD)(PLATFORM|OS|ARCH|VARIANT)|TARGETSTAGE)$/i
