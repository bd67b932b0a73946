/** Fixtures of every rule, by its id. */
import {AFTER_LINKING_FIXTURES} from './after-linking.fixtures.ts'
import {ARCHITECTURE_FIXTURES} from './architecture.fixtures.ts'
import {ARGUMENTS_FIXTURES} from './arguments.fixtures.ts'
import {BUILD_FLAGS_FIXTURES} from './build-flags.fixtures.ts'
import {BUILD_TIMES_FIXTURES} from './build-times.fixtures.ts'
import {CACHE_MOUNTS_FIXTURES} from './cache-mounts.fixtures.ts'
import {CACHE_ORDER_FIXTURES} from './cache-order.fixtures.ts'
import {CACHES_FIXTURES} from './caches.fixtures.ts'
import {CONTEXT_FIXTURES} from './context.fixtures.ts'
import {CONTEXT_SOURCES_FIXTURES} from './context-sources.fixtures.ts'
import {CREDENTIALS_FIXTURES} from './credentials.fixtures.ts'
import {DOWNLOADS_FIXTURES} from './downloads.fixtures.ts'
import {EMBEDS_FIXTURES} from './embeds.fixtures.ts'
import {END_OF_LIFE_FIXTURES} from './end-of-life.fixtures.ts'
import {FRONTEND_FIXTURES} from './frontend.fixtures.ts'
import {IMAGE_REFERENCES_FIXTURES} from './image-references.fixtures.ts'
import {LAYERS_FIXTURES} from './layers.fixtures.ts'
import {LEGACY_FIXTURES} from './legacy.fixtures.ts'
import {LINK_VARIABLES_FIXTURES} from './link-variables.fixtures.ts'
import {LINKING_FIXTURES} from './linking.fixtures.ts'
import {MODULE_COMMANDS_FIXTURES} from './module-commands.fixtures.ts'
import {MODULES_FIXTURES} from './modules.fixtures.ts'
import {NEEDED_SHELL_FIXTURES} from './needed-shell.fixtures.ts'
import {ORIGIN_FIXTURES} from './origin.fixtures.ts'
import {OUTPUTS_FIXTURES} from './outputs.fixtures.ts'
import {PLATFORMS_FIXTURES} from './platforms.fixtures.ts'
import {PORTS_FIXTURES} from './ports.fixtures.ts'
import {RECOMPILES_FIXTURES} from './recompiles.fixtures.ts'
import {RUNNER_CACHE_FIXTURES} from './runner-cache.fixtures.ts'
import {RUNTIME_FIXTURES} from './runtime.fixtures.ts'
import type {Fixtures} from './sample.ts'
import {SECRET_COPIES_FIXTURES} from './secret-copies.fixtures.ts'
import {SECRETS_FIXTURES} from './secrets.fixtures.ts'
import {SELF_CONTAINED_FIXTURES} from './self-contained.fixtures.ts'
import {SHAPE_FIXTURES} from './shape.fixtures.ts'
import {SHELL_STYLE_FIXTURES} from './shell-style.fixtures.ts'
import {STAMPS_FIXTURES} from './stamps.fixtures.ts'
import {START_FIXTURES} from './start.fixtures.ts'
import {STATIC_LINKING_FIXTURES} from './static-linking.fixtures.ts'
import {SUMS_FIXTURES} from './sums.fixtures.ts'
import {TARGETS_FIXTURES} from './targets.fixtures.ts'
import {TRUST_FIXTURES} from './trust.fixtures.ts'
import {USERS_FIXTURES} from './users.fixtures.ts'
import {VENDOR_FIXTURES} from './vendor.fixtures.ts'
import {VERSIONS_FIXTURES} from './versions.fixtures.ts'

export const FIXTURES: Readonly<Record<string, Fixtures>> = {
  ...AFTER_LINKING_FIXTURES,
  ...ARCHITECTURE_FIXTURES,
  ...ARGUMENTS_FIXTURES,
  ...BUILD_FLAGS_FIXTURES,
  ...BUILD_TIMES_FIXTURES,
  ...CACHE_MOUNTS_FIXTURES,
  ...CACHE_ORDER_FIXTURES,
  ...CACHES_FIXTURES,
  ...CONTEXT_SOURCES_FIXTURES,
  ...CONTEXT_FIXTURES,
  ...CREDENTIALS_FIXTURES,
  ...DOWNLOADS_FIXTURES,
  ...EMBEDS_FIXTURES,
  ...END_OF_LIFE_FIXTURES,
  ...FRONTEND_FIXTURES,
  ...IMAGE_REFERENCES_FIXTURES,
  ...LAYERS_FIXTURES,
  ...LEGACY_FIXTURES,
  ...LINK_VARIABLES_FIXTURES,
  ...LINKING_FIXTURES,
  ...MODULE_COMMANDS_FIXTURES,
  ...MODULES_FIXTURES,
  ...NEEDED_SHELL_FIXTURES,
  ...ORIGIN_FIXTURES,
  ...OUTPUTS_FIXTURES,
  ...PLATFORMS_FIXTURES,
  ...PORTS_FIXTURES,
  ...RECOMPILES_FIXTURES,
  ...RUNNER_CACHE_FIXTURES,
  ...RUNTIME_FIXTURES,
  ...SECRET_COPIES_FIXTURES,
  ...SECRETS_FIXTURES,
  ...SELF_CONTAINED_FIXTURES,
  ...SHAPE_FIXTURES,
  ...SHELL_STYLE_FIXTURES,
  ...STAMPS_FIXTURES,
  ...START_FIXTURES,
  ...STATIC_LINKING_FIXTURES,
  ...SUMS_FIXTURES,
  ...TARGETS_FIXTURES,
  ...TRUST_FIXTURES,
  ...USERS_FIXTURES,
  ...VENDOR_FIXTURES,
  ...VERSIONS_FIXTURES,
}
