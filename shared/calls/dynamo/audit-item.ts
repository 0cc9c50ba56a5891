import { addSeconds, epochSeconds } from '../../kernel/clock.ts';
import type { IdSource } from '../../kernel/ids.ts';

/** The action in kebab-case and its moment in ISO 8601; an entry also names who did it. */
type AuditEntry = Readonly<{ action: string; at: string }>;

/** How the audit is kept. */
export type AuditOptions = Readonly<{ newId: IdSource; auditRetentionDays: number }>;

/** When an entry of that moment ends, in epoch seconds. */
export const auditEnd = (at: string, days: number): number =>
  epochSeconds(addSeconds(new Date(at), days * 24 * 3600));

/** One entry of the audit of a call, an item beside the call's own. Every call makes a new one. */
export const auditItem = <Entry extends AuditEntry>(
  callId: string,
  { newId, auditRetentionDays }: AuditOptions,
  entry: Entry,
) => ({
  pk: `C#${callId}`,
  sk: `AUDIT#${entry.at}#${newId()}`,
  ...entry,
  ttl: auditEnd(entry.at, auditRetentionDays),
});
