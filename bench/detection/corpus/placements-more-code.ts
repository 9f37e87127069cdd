import { filler } from './filler.ts'
import { bareNames, camelNames, envNames, snakeNames } from './names.ts'
import { rows } from './placements-config.ts'
import type { Placement } from './placements-config.ts'

const pascal = (text: string): string => `${text[0]?.toUpperCase()}${text.slice(1)}`
/** `, "passphrase"` where there is one. */
const third = (value: string | undefined, quote = '"'): string =>
  value === undefined ? '' : `, ${quote}${value}${quote}`

/** More languages. */
export const moreCodePlacements: Readonly<Record<string, Placement>> = {
  'kotlin-val': (c, r) => [
    'src/main/kotlin/Config.kt',
    `object ${pascal(c.vendor)} {\n${rows(c, bareNames(r, 'camel'))
      .map(([n, v]) => `    const val ${n} = "${v}"\n`)
      .join('')}}\n`,
  ],
  'scala-val': (c, r) => [
    'src/main/scala/Main.scala',
    rows(c, camelNames(c, r))
      .map(([n, v]) => `  val ${n} = "${v}"\n`)
      .join(''),
  ],
  'csharp-credentials': (c, _r) => [
    'Program.cs',
    `using ${pascal(c.vendor)}.Net;\n\nvar client = new ${pascal(c.vendor)}RestClient(options => {\n    options.ApiCredentials = new ApiCredentials("${c.key}", "${c.secret}"${third(c.passphrase)});\n});\n`,
  ],
  'csharp-const': (c, r) => [
    'Keys.cs',
    `${filler(r, 'braces')}${rows(c, camelNames(c, r))
      .map(([n, v]) => `private const string ${pascal(n)} = "${v}";\n`)
      .join('')}`,
  ],
  'csharp-property': (c, r) => [
    `${pascal(c.vendor)}Settings.cs`,
    rows(c, bareNames(r, 'pascal'))
      .map(([n, v]) => `    public string ${n} { get; set; } = "${v}";\n`)
      .join(''),
  ],
  'cpp-define': (c, r) => [
    'src/config.h',
    rows(c, envNames(c, r))
      .map(([n, v]) => `#define ${n} "${v}"\n`)
      .join(''),
  ],
  'cpp-string': (c, r) => [
    'src/main.cpp',
    `${filler(r, 'braces')}${rows(c, snakeNames(c, r))
      .map(([n, v]) => `const std::string ${n} = "${v}";\n`)
      .join('')}`,
  ],
  'cpp-char': (c, r) => [
    'esp32/secrets.h',
    rows(c, snakeNames(c, r))
      .map(([n, v]) => `static const char *${n} = "${v}";\n`)
      .join(''),
  ],
  'cpp-init': (c, _r) => [
    'src/main.cpp',
    `${pascal(c.vendor)}::Account account("${c.key}", "${c.secret}");\n`,
  ],
  'php-define': (c, r) => [
    'config.php',
    `<?php\n${rows(c, envNames(c, r))
      .map(([n, v]) => `define('${n}', '${v}');\n`)
      .join('')}`,
  ],
  'php-array': (c, r) => [
    'config/services.php',
    `<?php\nreturn [\n    '${c.vendor}' => [\n${rows(c, bareNames(r, 'snake'))
      .map(([n, v]) => `        '${n}' => '${v}',\n`)
      .join('')}    ],\n];\n`,
  ],
  'php-positional': (c, _r) => [
    'bot.php',
    `<?php\nrequire 'vendor/autoload.php';\n$api = new ${pascal(c.vendor)}\\API("${c.key}","${c.secret}");\n`,
  ],
  'php-variable': (c, r) => [
    'bot.php',
    `<?php\n${rows(c, snakeNames(c, r))
      .map(([n, v]) => `$${n} = "${v}";\n`)
      .join('')}`,
  ],
  'ruby-constant': (c, r) => [
    'bot.rb',
    rows(c, envNames(c, r))
      .map(([n, v]) => `${n} = '${v}'.freeze\n`)
      .join(''),
  ],
  'ruby-keyword': (c, _r) => [
    'bot.rb',
    `require '${c.vendor}'\nclient = ${pascal(c.vendor)}::Client.new(api_key: '${c.key}', secret_key: '${c.secret}')\n`,
  ],
  'ruby-hash': (c, _r) => [
    'config.rb',
    `${c.vendor.toUpperCase()} = { :key => "${c.key}", :secret => "${c.secret}" }\n`,
  ],
  'swift-let': (c, r) => [
    'Sources/Config.swift',
    `enum ${pascal(c.vendor)} {\n${rows(c, bareNames(r, 'camel'))
      .map(([n, v]) => `    static let ${n} = "${v}"\n`)
      .join('')}}\n`,
  ],
  'objc-define': (c, r) => [
    'Constants.m',
    rows(c, camelNames(c, r))
      .map(([n, v]) => `static NSString *const k${pascal(n)} = @"${v}";\n`)
      .join(''),
  ],
  'dart-const': (c, r) => [
    'lib/config.dart',
    rows(c, camelNames(c, r))
      .map(([n, v]) => `const String ${n} = '${v}';\n`)
      .join(''),
  ],
  'elixir-config': (c, r) => [
    'config/config.exs',
    `import Config\n\nconfig :${c.vendor},\n${rows(c, bareNames(r, 'snake'))
      .map(([n, v]) => `  ${n}: "${v}"`)
      .join(',\n')}\n`,
  ],
  'lua-table': (c, r) => [
    'config.lua',
    `local ${c.vendor} = {\n${rows(c, bareNames(r, 'snake'))
      .map(([n, v]) => `  ${n} = "${v}",\n`)
      .join('')}}\n`,
  ],
  'r-assign': (c, r) => [
    'analysis.R',
    rows(c, snakeNames(c, r))
      .map(([n, v]) => `${n} <- "${v}"\n`)
      .join(''),
  ],
  'r-setenv': (c, r) => [
    'analysis.R',
    `library(${c.vendor})\n${rows(c, envNames(c, r))
      .map(([n, v]) => `Sys.setenv(${n} = "${v}")\n`)
      .join('')}`,
  ],
  matlab: (c, r) => [
    'bot.m',
    rows(c, camelNames(c, r))
      .map(([n, v]) => `${n} = '${v}';\n`)
      .join(''),
  ],
  'perl-my': (c, r) => [
    'bot.pl',
    rows(c, snakeNames(c, r))
      .map(([n, v]) => `my $${n} = '${v}';\n`)
      .join(''),
  ],
  'perl-hash': (c, r) => [
    'bot.pl',
    `my %${c.vendor} = (\n${rows(c, bareNames(r, 'snake'))
      .map(([n, v]) => `    ${n} => '${v}',\n`)
      .join('')});\n`,
  ],
  haskell: (c, r) => [
    'app/Main.hs',
    rows(c, camelNames(c, r))
      .map(([n, v]) => `${n} :: String\n${n} = "${v}"\n`)
      .join(''),
  ],
  'clojure-map': (c, _r) => [
    'src/core.clj',
    `(def ${c.vendor} {:api-key "${c.key}"\n   :api-secret "${c.secret}"})\n`,
  ],
  'vb-dim': (c, r) => [
    'Module1.vb',
    rows(c, camelNames(c, r))
      .map(([n, v]) => `    Dim ${n} As String = "${v}"\n`)
      .join(''),
  ],
  'fsharp-let': (c, r) => [
    'Program.fs',
    rows(c, camelNames(c, r))
      .map(([n, v]) => `let ${n} = "${v}"\n`)
      .join(''),
  ],
  julia: (c, r) => [
    'bot.jl',
    rows(c, envNames(c, r))
      .map(([n, v]) => `const ${n} = "${v}"\n`)
      .join(''),
  ],
  'apps-script': (c, _r) => [
    'Code.gs',
    `function getBalance() {\n  var key = '${c.key}';\n  var secret = '${c.secret}';\n  var url = 'https://${c.host}/api/v3/account';\n}\n`,
  ],
  mql5: (c, r) => [
    'bot.mq5',
    rows(c, camelNames(c, r))
      .map(([n, v]) => `input string ${n} = "${v}";\n`)
      .join(''),
  ],
  pascal: (c, r) => [
    'Main.pas',
    `const\n${rows(c, camelNames(c, r))
      .map(([n, v]) => `  ${n} = '${v}';\n`)
      .join('')}`,
  ],
  powershell: (c, r) => [
    'run.ps1',
    rows(c, envNames(c, r))
      .map(([n, v]) => `$env:${n} = "${v}"\n`)
      .join(''),
  ],
  'cmd-set': (c, r) => [
    'run.bat',
    `@echo off\n${rows(c, envNames(c, r))
      .map(([n, v]) => `set ${n}=${v}\n`)
      .join('')}python bot.py\n`,
  ],
  'fish-set': (c, r) => [
    'config.fish',
    rows(c, envNames(c, r))
      .map(([n, v]) => `set -gx ${n} ${v}\n`)
      .join(''),
  ],
}
