/** What stands between a name further left and its value: `- name: X\n value: "..."`, `default = "..."`, padding. */
export const openHints: readonly string[] = ['value', 'default', 'set; }', 'as string', '    = ']
