import {UserError} from '../runner/errors.ts'
import type {Execute} from '../runner/exec.ts'

export type Builder = {
  name: string
  /** `docker`, `docker-container`, `kubernetes`, `remote` or `cloud`. */
  driver: string
  /** It can export an OCI layout: every driver but docker's with the classic image store (docker/buildx driver/docker/driver.go, Features). */
  exportsLayout: boolean
}

/** Asks buildx and the engine about the builder. An unknown builder or no Docker at all is the user's to mend. */
export async function inspectBuilder(name: string, execute: Execute): Promise<Builder> {
  const [inspected, store] = await Promise.all([
    execute('docker', ['buildx', 'inspect', ...(name === '' ? [] : [`--`, name])]).catch(notStarted),
    execute('docker', ['info', '--format={{json .DriverStatus}}']).catch(notStarted),
  ])
  if (inspected.exitCode !== 0) throw noBuilder(name, inspected.stderr || inspected.stdout)
  // `inspect` ends with 0 while the engine is away: it leaves the driver empty and adds a line `Error:`.
  const driver = /^Driver:[ \t]*(\S+)$/m.exec(inspected.stdout)?.[1]
  if (driver === undefined) throw noBuilder(name, /^Error:\s*(.*)$/m.exec(inspected.stdout)?.[1] ?? inspected.stdout)
  // A remote builder that is gone has no error line; others are inactive until their first build.
  if (driver === 'remote' && /^Status:\s*inactive$/m.test(inspected.stdout))
    throw noBuilder(name, 'it is inactive, nothing listens at its endpoint')
  if (driver === 'docker' && store.exitCode !== 0) throw noBuilder(name, store.stderr || store.stdout)
  return {
    name: /^Name:[ \t]*(\S+)/m.exec(inspected.stdout)?.[1] ?? name,
    driver,
    exportsLayout: driver !== 'docker' || store.stdout.includes('io.containerd.snapshotter'),
  }
}

function notStarted(error: unknown): {exitCode: number; stdout: string; stderr: string} {
  if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  return {exitCode: 127, stdout: '', stderr: 'the program `docker` was not found'}
}

function noBuilder(name: string, output: string): UserError {
  const reason = output.trim().split('\n').at(-1) ?? ''
  return new UserError(
    'no-builder',
    name === ''
      ? `Docker with buildx does not answer: ${reason}. Run this step where \`docker buildx inspect\` works.`
      : `The builder "${name}" does not answer: ${reason}. \`docker buildx ls\` lists the builders; docker/setup-buildx-action makes one.`,
  )
}
