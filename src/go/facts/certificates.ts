import type {Fact} from '../project.ts'
import {type Detector, factOf, type Ground, importOf, type PlacedUse} from './ground.ts'

/** Packages that bring their own roots, used where the system has none. */
const OWN_ROOTS = [
  'golang.org/x/crypto/x509roots/fallback',
  'github.com/breml/rootcerts',
  'github.com/gwatts/rootcerts',
]

/** Client libraries whose servers are reached with https and the roots of the system. */
const CLIENTS = [
  'cloud.google.com/go',
  'github.com/aws/aws-sdk-go',
  'github.com/aws/aws-sdk-go-v2/config',
  'github.com/aws/aws-sdk-go-v2/service',
  'github.com/Azure/azure-sdk-for-go',
  'github.com/Azure/azure-sdk-for-go/sdk/azidentity',
  'github.com/bwmarrin/discordgo',
  'github.com/cloudflare/cloudflare-go',
  'github.com/coreos/go-oidc',
  'github.com/DataDog/datadog-api-client-go',
  'github.com/digitalocean/godo',
  'github.com/getsentry/sentry-go',
  'github.com/go-acme/lego',
  'github.com/go-telegram-bot-api/telegram-bot-api',
  'github.com/google/go-containerregistry/pkg/v1/remote',
  'github.com/google/go-github',
  'github.com/minio/minio-go',
  'github.com/openai/openai-go',
  'github.com/sashabaranov/go-openai',
  'github.com/slack-go/slack',
  'github.com/stripe/stripe-go',
  'github.com/twilio/twilio-go',
  'gitlab.com/gitlab-org/api/client-go',
  'golang.org/x/crypto/acme/autocert',
  'golang.org/x/oauth2',
  'google.golang.org/api',
]

/** Calls with the URL as the argument of this index. */
const REQUESTS: Readonly<Record<string, number>> = {
  'net/http.Get': 0,
  'net/http.Head': 0,
  'net/http.Post': 0,
  'net/http.PostForm': 0,
  'net/http.NewRequest': 1,
  'net/http.NewRequestWithContext': 2,
}

const OTHER_SIGNS = [
  'net/http.DefaultClient',
  'net/http.Client',
  'crypto/tls.Dial',
  'crypto/tls.DialWithDialer',
  'crypto/tls.Dialer',
  'google.golang.org/grpc/credentials.NewClientTLSFromCert',
  'net/smtp.SendMail',
]

const SYSTEM_ROOTS = 'crypto/x509.SystemCertPool'

export const CERTIFICATES: Detector = {
  reads: [...Object.keys(REQUESTS), ...OTHER_SIGNS, SYSTEM_ROOTS],
  find: findCertificates,
}

function findCertificates({packages, uses, main}: Ground): Fact[] {
  if (main === null || OWN_ROOTS.some(path => importOf(packages, path) !== null)) return []
  const libraries = CLIENTS.flatMap(path => {
    const evidence = importOf(packages, path)
    return evidence === null ? [] : [{certain: false, evidence}]
  })
  const signs = [...uses.flatMap(signOf), ...libraries]
  if (signs.length === 0) return []
  const says = signs.some(({certain}) => certain)
    ? 'It asks servers by https and trusts them by the CA certificates of the image.'
    : 'It seems to be a client of https servers, which it trusts by the CA certificates of the image.'
  return [factOf({kind: 'certificates', subject: '/etc/ssl/certs/ca-certificates.crt', says}, signs)]
}

function signOf(use: PlacedUse): {certain: boolean; evidence: PlacedUse['evidence']}[] {
  const {what, evidence} = use
  if (what === SYSTEM_ROOTS) return [{certain: true, evidence}]
  if (OTHER_SIGNS.includes(what)) return [{certain: false, evidence}]
  const index = REQUESTS[what]
  if (index === undefined) return []
  const url = use.arguments[index] ?? null
  if (url === null) return [{certain: false, evidence}]
  const local = /^https:\/\/(?:localhost|127\.|\[::1\])/i.test(url)
  return /^https:\/\//i.test(url) && !local ? [{certain: true, evidence}] : []
}
