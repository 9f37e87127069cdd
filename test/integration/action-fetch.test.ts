import { spawn } from 'node:child_process'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { dirname } from 'node:path'
import { expect, test } from 'vitest'
import { prepareRange } from '../../src/app/prepare-range.ts'
import { createRepo, type Repo } from '../helpers/git-repo.ts'
import { seeded } from '../helpers/seeded.ts'

interface GitServer extends AsyncDisposable {
  readonly url: string
  /** Authorization headers of each request, as they came. */
  readonly authorizations: string[][]
}

/** `git http-backend` behind a token, as GitHub serves a private repository. */
async function serveGit(repo: Repo, authorization: string): Promise<GitServer> {
  const authorizations: string[][] = []
  const server = createServer((request, response) => {
    const { rawHeaders } = request
    const given = rawHeaders.filter((_, i) => rawHeaders[i - 1]?.toLowerCase() === 'authorization')
    authorizations.push(given)
    if (given.join() !== authorization) {
      response.writeHead(given.length > 1 ? 400 : 401, { 'www-authenticate': 'Basic' }).end()
      return
    }
    backend(repo, request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/repo`,
    authorizations,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** CGI (RFC 3875): variables in, headers and a body out. */
function backend(repo: Repo, request: IncomingMessage, response: ServerResponse): void {
  const at = new URL(request.url ?? '/', 'http://localhost')
  const child = spawn('git', ['http-backend'], {
    env: {
      ...repo.env,
      GIT_PROJECT_ROOT: dirname(repo.dir),
      GIT_HTTP_EXPORT_ALL: '1',
      PATH_INFO: at.pathname,
      QUERY_STRING: at.search.slice(1),
      REQUEST_METHOD: request.method ?? 'GET',
      CONTENT_TYPE: request.headers['content-type'] ?? '',
      HTTP_CONTENT_ENCODING: request.headers['content-encoding'] ?? '',
      GIT_PROTOCOL: String(request.headers['git-protocol'] ?? ''),
      REMOTE_USER: 'x-access-token',
    },
  })
  request.pipe(child.stdin)
  child.stdin.on('error', () => {})
  const chunks: Buffer[] = []
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk))
  child.on('close', () => {
    const answer = Buffer.concat(chunks)
    const end = answer.indexOf('\r\n\r\n')
    const headers = answer.subarray(0, end).toString('latin1').split('\r\n')
    const pairs = headers.map((line): [string, string] => {
      const colon = line.indexOf(':')
      return [line.slice(0, colon), line.slice(colon + 1).trim()]
    })
    const status = Number(pairs.find(([name]) => name === 'Status')?.[1].slice(0, 3) ?? 200)
    response.writeHead(status, Object.fromEntries(pairs.filter(([name]) => name !== 'Status')))
    response.end(answer.subarray(end + 4))
  })
}

test('fetches from a private repository with its own header, once, whatever the clone has set', async () => {
  await using repo = await createRepo()
  for (let i = 0; i < 5; i++) {
    await repo.write('a.txt', `${i}\n`)
    await repo.commit(`Commit ${i}`)
  }
  await repo.git('config', 'uploadpack.allowAnySHA1InWant', 'true')
  const [head = '', , , base = ''] = (await repo.git('rev-list', 'HEAD')).split('\n')
  const token = seeded('fetch').base62(30)
  const authorization = `basic ${Buffer.from(`x-access-token:${token}`).toString('base64')}`
  await using server = await serveGit(repo, authorization)

  await using clone = await createRepo()
  await clone.git('fetch', '-q', '--depth=1', `file://${repo.dir}`, 'main')
  // As actions/checkout leaves it behind, with a token that has expired, and what a stranger might.
  const scope = new URL('/', server.url).href
  await clone.git('config', `http.${scope}.extraheader`, 'AUTHORIZATION: basic b2xk')
  await clone.git('config', 'credential.helper', '!touch owned; echo password=x; echo')

  const question = {
    repository: clone.dir,
    head,
    base,
    merge: null,
    headRef: null,
    baseRef: null,
    commits: null,
    baseMayBeGone: false,
  }
  const refused = prepareRange({ ...question, remote: { url: server.url, authorization: null } })
  await expect(refused).rejects.toThrow('cannot be fetched')
  expect(server.authorizations.flat()).not.toContain(authorization)

  const { commits } = await prepareRange({
    ...question,
    remote: { url: server.url, authorization },
  })
  expect(commits).toHaveLength(3)
  expect(server.authorizations.at(-1)).toEqual([authorization])
  expect(await clone.git('config', '--get', `http.${scope}.extraheader`)).toBe(
    'AUTHORIZATION: basic b2xk',
  )
  expect(await clone.git('status', '--porcelain', '--ignored')).not.toContain('owned')

  const wrong = { url: server.url, authorization: `${authorization}x` }
  await using fresh = await createRepo()
  const failing = prepareRange({ ...question, repository: fresh.dir, remote: wrong })
  const told = await failing.catch(String)
  expect(told).toContain('cannot be fetched')
  expect(told).not.toContain(token)
})
