/** Decoys that are public by design: identifiers for browsers, public keys, checksums of packages with telling names. */
import { harmless, json } from './file.mjs'

const decoy = (path, write) => (g) => harmless(path, write(g))
const list = (count, make) => Array.from({ length: count }, (_, place) => make(place))
const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url')

const browserIds = {
  'docsearch-config': decoy(
    'docusaurus.config.js',
    (g) =>
      `module.exports = { themeConfig: { algolia: { appId: '${g.upperAlnum(10)}', apiKey: '${g.hex(32)}', indexName: '${g.project()}', contextualSearch: true } } } // search-only key\n`,
  ),
  'walletconnect-project': decoy(
    'src/wagmi.ts',
    (g) =>
      `export const config = getDefaultConfig({ appName: 'dex', projectId: '${g.hex(32)}', chains: [mainnet] })\n`,
  ),
  'mapbox-public': decoy(
    'src/map.js',
    (g) =>
      `mapboxgl.accessToken = 'pk.${part({ u: g.company(), a: `ck${g.lowerAlnum(23)}` })}.${g.base64url(22)}'\n`,
  ),
  'stripe-publishable': decoy(
    'src/checkout.ts',
    (g) => `export const stripe = loadStripe('${['pk', 'live', g.base62(24)].join('_')}')\n`,
  ),
  'paypal-client-id': decoy(
    'cart.html',
    (g) =>
      `<script src="https://www.paypal.com/sdk/js?client-id=A${g.base64url(79)}&currency=EUR"></script>\n`,
  ),
  'supabase-anon': decoy(
    'src/supabase.ts',
    (g) =>
      `export const anonKey = '${part({ alg: 'HS256', typ: 'JWT' })}.${part({ iss: 'supabase', ref: g.lowerAlnum(20), role: 'anon', iat: 1650000000, exp: 1965000000 })}.${g.base64url(43)}'\n`,
  ),
  'discord-public-key': decoy(
    '.env',
    (g) => `DISCORD_APPLICATION_ID=${g.number(19)}\nDISCORD_PUBLIC_KEY=${g.hex(64)}\n`,
  ),
  'oauth-client-ids': decoy(
    '.env',
    (g) =>
      `SPOTIFY_CLIENT_ID=${g.hex(32)}\nTWITCH_CLIENT_ID=${g.lowerAlnum(30)}\nGOOGLE_CLIENT_ID=${g.number(12)}-${g.lowerAlnum(32)}.apps.googleusercontent.com\nGITHUB_CLIENT_ID=Iv1.${g.hex(16)}\n`,
  ),
  'posthog-and-mixpanel': decoy(
    'src/analytics.ts',
    (g) => `posthog.init('phc_${g.base62(43)}', { api_host: 'https://eu.posthog.com' })\n`,
  ),
  'turnstile-and-hcaptcha': decoy(
    'signup.html',
    (g) =>
      `<div class="cf-turnstile" data-sitekey="0x4AAAAAAA${g.base64url(14)}"></div>\n<div class="h-captcha" data-sitekey="${g.uuid()}"></div>\n`,
  ),
  'launchdarkly-client-side': decoy(
    'src/flags.ts',
    (g) => `export const ld = initialize('${g.hex(24)}', { kind: 'user', key: 'anonymous' })\n`,
  ),
  'admob-and-app-ids': decoy(
    'AndroidManifest.xml',
    (g) =>
      `<meta-data android:name="com.google.android.gms.ads.APPLICATION_ID" android:value="ca-app-pub-${g.number(16)}~${g.number(10)}"/>\n<meta-data android:name="com.facebook.sdk.ApplicationId" android:value="fb${g.number(16)}"/>\n`,
  ),
  'apple-app-site-association': decoy('.well-known/apple-app-site-association', (g) =>
    json({
      applinks: {
        details: [
          {
            appIDs: [`${g.upperAlnum(10)}.io.${g.company()}.wallet`],
            components: [{ '/': '/key/*' }],
          },
        ],
      },
    }),
  ),
  'gravatar-hashes': decoy('AUTHORS.md', (g) =>
    list(4, () => `![${g.person()}](https://www.gravatar.com/avatar/${g.hex(32)}?s=64)\n`).join(''),
  ),
}

const publicKeys = {
  'tuf-root': decoy('root.json', (g) =>
    json({
      signatures: list(2, () => ({ keyid: g.hex(64), sig: g.hex(128) })),
      signed: {
        keys: {
          [g.hex(64)]: { keytype: 'ed25519', keyval: { public: g.hex(64) }, scheme: 'ed25519' },
        },
      },
    }),
  ),
  'cosign-bundle': decoy('bundle.json', (g) =>
    json({
      base64Signature: `MEUCIQ${g.base64(60)}`,
      rekorBundle: {
        SignedEntryTimestamp: `MEQCI${g.base64(60)}`,
        Payload: { logID: g.hex(64), logIndex: g.int(90_000) },
      },
    }),
  ),
  'npm-provenance-keys': decoy('fixtures/packument.json', (g) =>
    json({
      dist: {
        shasum: g.hex(40),
        integrity: `sha512-${g.base64(64)}`,
        signatures: [{ keyid: `SHA256:${g.base64(32)}`, sig: `MEUCIQ${g.base64(66)}` }],
      },
    }),
  ),
  'cosmos-genesis': decoy('genesis.json', (g) =>
    json({
      chain_id: 'hub-1',
      validators: list(4, () => ({
        address: g.upperHex(40),
        pub_key: { type: 'tendermint/PubKeyEd25519', value: g.base64(32) },
        power: g.number(5),
      })),
    }),
  ),
  'cardano-vkey': decoy('payment.vkey', (g) =>
    json({
      type: 'PaymentVerificationKeyShelley_ed25519',
      description: 'Payment Verification Key',
      cborHex: `5820${g.hex(64)}`,
    }),
  ),
  'substrate-spec': decoy('chain-spec.json', (g) =>
    json({
      id: 'local',
      genesis: {
        raw: { top: Object.fromEntries(list(6, () => [`0x${g.hex(64)}`, `0x${g.hex(64)}`])) },
      },
    }),
  ),
  'near-public-keys': decoy('access_keys.json', (g) =>
    json({
      keys: list(3, () => ({
        public_key: `ed25519:${g.base58(44)}`,
        access_key: { nonce: g.int(900), permission: 'FullAccess' },
      })),
    }),
  ),
  'stellar-accounts': decoy(
    'stellar.toml',
    (g) => `SIGNING_KEY="G${g.base32(55)}"\nACCOUNTS=["G${g.base32(55)}"]\n`,
  ),
  'psbt-and-raw-tx': decoy('tests/psbt.json', (g) =>
    json({
      psbt: `cHNidP8BA${g.base64(300)}`,
      rawtx: `0200000001${g.hex(400)}`,
      witness: [g.hex(142), `02${g.hex(64)}`],
    }),
  ),
  'nostr-npub': decoy(
    'profile.md',
    (g) =>
      `npub1${g.from('qpzry9x8gf2tvdw0s3jn54khce6mua7l', 58)}\nnote1${g.from('qpzry9x8gf2tvdw0s3jn54khce6mua7l', 58)}\n`,
  ),
  'minisign-public': decoy(
    'minisign.pub',
    (g) => `untrusted comment: minisign public key ${g.upperHex(16)}\nRW${g.base64(40)}\n`,
  ),
  'dnssec-records': decoy(
    'zone.db',
    (g) =>
      `example.org. IN DNSKEY 257 3 13 ${g.base64(64)}\nexample.org. IN DS ${g.number(5)} 13 2 ${g.upperHex(64)}\n`,
  ),
  'android-cert-digests': decoy('assetlinks.json', (g) =>
    json([
      {
        relation: ['delegate_permission/common.handle_all_urls'],
        target: {
          namespace: 'android_app',
          sha256_cert_fingerprints: [g.upperHex(64).match(/../g).join(':')],
        },
      },
    ]),
  ),
  'tls-pins': decoy(
    'network_security_config.xml',
    (g) =>
      `<pin-set>\n  <pin digest="SHA-256">${g.base64(32)}</pin>\n  <pin digest="SHA-256">${g.base64(32)}</pin>\n</pin-set>\n`,
  ),
  'hpkp-okhttp': decoy(
    'Client.kt',
    (g) =>
      `val pinner = CertificatePinner.Builder().add("api.binance.com", "sha256/${g.base64(32)}").build()\n`,
  ),
  'libp2p-peers': decoy(
    'config.yaml',
    (g) =>
      `bootnodes:\n${list(3, () => `  - /dns4/node.example.org/tcp/4001/p2p/12D3KooW${g.base58(44)}\n`).join('')}`,
  ),
}

const checksums = {
  'mix-lock': decoy(
    'mix.lock',
    (g) =>
      `%{\n${list(6, () => `  "${g.noun()}": {:hex, :${g.noun()}, "1.0.${g.number(1)}", "${g.hex(64)}", [:mix], [], "hexpm", "${g.hex(64)}"},\n`).join('')}}\n`,
  ),
  'zig-zon': decoy(
    'build.zig.zon',
    (g) =>
      `.{ .dependencies = .{ .secp256k1 = .{ .url = "https://example.org/x.tar.gz", .hash = "1220${g.hex(64)}" } } }\n`,
  ),
  pkgbuild: decoy(
    'PKGBUILD',
    (g) =>
      `pkgname=binance\nsource=("https://example.org/binance.deb" "secret-service.patch")\nsha256sums=('${g.hex(64)}'\n            '${g.hex(64)}')\nvalidpgpkeys=('${g.upperHex(40)}')\n`,
  ),
  'nix-base32': decoy(
    'default.nix',
    (g) =>
      `fetchurl { url = "https://example.org/binance.tar.gz"; sha256 = "${g.from('0123456789abcdfghijklmnpqrsvwxyz', 52)}"; }\n`,
  ),
  'conda-explicit': decoy(
    'environment.lock',
    (g) =>
      `@EXPLICIT\n${list(6, () => `https://conda.anaconda.org/conda-forge/linux-64/keyring-24.0-py311_0.conda#${g.hex(32)}\n`).join('')}`,
  ),
  'gradle-verification': decoy(
    'gradle/verification-metadata.xml',
    (g) =>
      `<components>\n${list(5, () => `  <component group="com.binance" name="api-secret" version="1.0"><artifact name="a.jar"><sha256 value="${g.hex(64)}" origin="Generated"/></artifact></component>\n`).join('')}</components>\n`,
  ),
  'renv-lock': decoy('renv.lock', (g) =>
    json({
      Packages: {
        keyring: { Package: 'keyring', Version: '1.3.1', Hash: g.hex(32) },
        binancer: { Package: 'binancer', Hash: g.hex(32) },
      },
    }),
  ),
  'winget-manifest': decoy(
    'Binance.installer.yaml',
    (g) =>
      `PackageIdentifier: Binance.Binance\nInstallers:\n- Architecture: x64\n  InstallerUrl: https://download.binance.com/electron-desktop/windows/binance-setup.exe\n  InstallerSha256: ${g.upperHex(64)}\n`,
  ),
  'homebrew-cask': decoy(
    'Casks/binance.rb',
    (g) =>
      `cask "binance" do\n  version "1.52.0"\n  sha256 arm: "${g.hex(64)}", intel: "${g.hex(64)}"\n  url "https://github.com/binance/desktop/releases/download/v#{version}/binance.dmg"\nend\n`,
  ),
  'yarn-berry': decoy('yarn.lock', (g) =>
    list(
      5,
      () =>
        `"node-binance-api@npm:^0.13.1":\n  version: 0.13.1\n  resolution: "node-binance-api@npm:0.13.1"\n  checksum: 10c0/${g.hex(128)}\n  languageName: node\n`,
    ).join('\n'),
  ),
  'package-resolved': decoy('Package.resolved', (g) =>
    json({
      pins: [
        {
          identity: 'keychainaccess',
          kind: 'remoteSourceControl',
          state: { revision: g.hex(40), version: '4.2.2' },
        },
      ],
      originHash: g.hex(64),
    }),
  ),
  'pubspec-lock': decoy(
    'pubspec.lock',
    (g) =>
      `packages:\n${list(4, () => `  flutter_secure_storage:\n    description:\n      name: flutter_secure_storage\n      sha256: "${g.hex(64)}"\n      url: "https://pub.dev"\n`).join('')}`,
  ),
  'vcpkg-portfile': decoy(
    'portfile.cmake',
    (g) =>
      `vcpkg_from_github(REPO bitcoin-core/secp256k1 REF v0.4.0 SHA512 ${g.hex(128)} HEAD_REF master)\nFetchContent_Declare(binance URL https://example.org/b.zip URL_HASH SHA256=${g.hex(64)})\n`,
  ),
  'gentoo-manifest': decoy('Manifest', (g) =>
    list(
      3,
      () =>
        `DIST gnome-keyring-42.tar.xz ${g.number(7)} BLAKE2B ${g.hex(128)} SHA512 ${g.hex(128)}\n`,
    ).join(''),
  ),
  'scoop-bucket': decoy('bucket/binance.json', (g) =>
    json({ version: '1.50', url: 'https://download.binance.com/setup.exe', hash: g.hex(64) }),
  ),
  'helm-checksum-annotations': decoy(
    'rendered.yaml',
    (g) =>
      `metadata:\n  annotations:\n    checksum/secret: ${g.hex(64)}\n    checksum/config: ${g.hex(64)}\n    checksum/binance-api-secret: ${g.hex(64)}\n`,
  ),
  'sarif-fingerprints': decoy('report.sarif', (g) =>
    json({
      runs: [
        {
          results: [
            {
              ruleId: 'hardcoded-secret',
              partialFingerprints: {
                'secretHash/v1': g.hex(64),
                primaryLocationLineHash: `${g.hex(16)}:1`,
              },
            },
          ],
        },
      ],
    }),
  ),
  'gitleaks-report-redacted': decoy('gitleaks.json', (g) =>
    json(
      list(3, () => ({
        RuleID: 'generic-api-key',
        Match: 'api_key = REDACTED',
        Secret: 'REDACTED',
        Commit: g.hex(40),
        Fingerprint: `${g.hex(40)}:config/binance.py:generic-api-key:${g.between(1, 99)}`,
      })),
    ),
  ),
  'sops-kms-and-pgp': decoy('prod.enc.json', (g) =>
    json({
      api_secret: `ENC[AES256_GCM,data:${g.base64(48)},iv:${g.base64(32)},tag:${g.base64(16)},type:str]`,
      sops: {
        kms: [
          {
            arn: `arn:aws:kms:eu-west-1:${g.number(12)}:key/${g.uuid()}`,
            enc: `AQICAH${g.base64(180)}`,
          },
        ],
        pgp: [{ fp: g.upperHex(40) }],
      },
    }),
  ),
  'compose-secret-names': decoy(
    'compose.yml',
    (g) =>
      `secrets:\n  binance_api_secret:\n    external: true\n    name: binance_api_secret_v3_2021${g.number(4)}\nservices:\n  bot:\n    secrets: [binance_api_secret]\n    environment:\n      BINANCE_API_SECRET_FILE: /run/secrets/binance_api_secret\n`,
  ),
  'secret-hash-columns': decoy('fixtures/keys.json', (g) =>
    json(
      list(3, () => ({
        name: g.noun(),
        secret_hash: g.hex(64),
        hashed_api_key: g.hex(64),
        token_digest: g.hex(64),
        password_hash: `$2b$12$${g.base62(53)}`,
      })),
    ),
  ),
  'elixir-hex-registry-key': decoy(
    'test/fingerprint_test.exs',
    (g) =>
      `assert fingerprint == "SHA256:${g.base64(32).replace('=', '')}"\nassert key_id == "${g.hex(16)}"\n`,
  ),
}

export const decoysPublic = { ...browserIds, ...publicKeys, ...checksums }
