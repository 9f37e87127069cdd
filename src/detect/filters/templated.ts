import type { Context } from '../context.ts'

const opening = /(?:\$\{|\{\{|<%=?|\$\(|#\{|%\{)\s*$/
const closing = /^\s*(?:\}|%>|\))/

/** A name inside a template reference such as `${...}` or `{{ ... }}`, not a value. */
export function isTemplated(context: Context): boolean {
  return opening.test(context.left) && closing.test(context.right)
}
