/** Steps to take, in order, by the name that rules use. Written for someone in a hurry. */
export const remediationSteps: Readonly<Record<string, readonly string[]>> = {
  exchange: [
    'Delete the API key at the exchange now: bots watch public pushes, minutes count.',
    'Check open orders, trades, transfers, withdrawals, sub-accounts and other API keys.',
    'Change the account password and make sure that two-factor authentication is on.',
    'Create a new key per application: IP allow-list, no withdrawal right, least permissions; try it on the testnet first.',
    'Keep the new key out of the repository (environment or secret store) and rotate it every 90 days.',
    'Only then purge the old key from history, and treat it as public for ever.',
  ],
  'private-key': [
    'Treat the key as public: remove its public half from every server, account and wallet that trusts it.',
    'Make a new key pair, with a passphrase, outside the repository.',
    'Look through the logs of what it could open for uses that were not yours.',
    'Revoke certificates that were issued for it.',
    'Only then purge the old key from history.',
  ],
  'encrypted-key': [
    'Assume that the passphrase will be guessed off line: replace the key pair.',
    'Remove the public half from every server and account that trusts it.',
    'Only then purge the old key from history.',
  ],
  generic: [
    'Find out what the value opens and revoke or change it there.',
    'Look through that service’s logs for uses that were not yours.',
    'Keep the new value in the environment or a secret store.',
    'Only then purge the old value from history.',
  ],
  temporary: [
    'It expires by itself within the hour; close the stream if it is still open.',
    'Look for the API key it was made with: that one matters.',
  ],
}
