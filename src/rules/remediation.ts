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
  wallet: [
    'Move the funds now, to a new wallet made on a clean device: a key or phrase that was public cannot be changed, and bots empty it within minutes.',
    'Move everything it controls: every network and account derived from it, tokens, staked and lent funds, names, contract ownership, multisig seats.',
    'Revoke token approvals and take away its roles in contracts and services.',
    'Make the new key or phrase outside the repository; keep a hot wallet small and the rest in hardware.',
    'Only then purge the old one from history, and never use it again.',
  ],
  'encrypted-wallet': [
    'Assume that the password will be guessed off line: plan to move the funds to a new wallet.',
    'Look for the password near by, in the same repository, its history and its CI: with it, this is the key itself.',
    'Only then purge the file from history.',
  ],
  token: [
    'Revoke the token at the service now: it works for whoever has read it.',
    'Look through the service’s audit log for uses that were not yours, and for new tokens, keys or members.',
    'Create a new token with the least rights and an expiry, and keep it in the environment or a secret store.',
    'Only then purge the old token from history.',
  ],
  'telegram-bot': [
    'Send /revoke to @BotFather now and choose the bot: the old token stops working at once.',
    'Look at the bot itself: getWebhookInfo for an address that is not yours, its name, commands and administrator rights in groups, and what it wrote. Telegram shows no log of who used it.',
    'Keep the new token in the environment or a secret store.',
    'Only then purge the old token from history.',
  ],
  cloud: [
    'Deactivate the key in the cloud console now; delete it once nothing depends on it.',
    'Check the audit log (CloudTrail, Cloud Audit Logs, Activity Log) in every region for new users, roles, keys and machines.',
    'Check the bill: miners start within minutes.',
    'Replace long-lived keys by roles or workload identity; give what remains the least rights.',
    'Only then purge the old key from history.',
  ],
  database: [
    'Change the password now, and end the sessions that are open.',
    'Close the database to the internet if it is reachable: firewall, private network, TLS.',
    'Look through its log for logins and dumps that were not yours.',
    'Keep the new connection string in the environment or a secret store.',
    'Only then purge the old one from history.',
  ],
  webhook: [
    'Delete the webhook now: whoever has its address can post as you.',
    'Create a new one and keep its address in the environment or a secret store.',
    'Only then purge the old address from history.',
  ],
  'data-key': [
    'Revoke the key in the provider’s dashboard: others can use up your quota or run up your bill.',
    'Create a new one, limited to your domains, addresses or contracts where the provider can do that.',
    'Keep it in the environment; then purge the old key from history.',
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
