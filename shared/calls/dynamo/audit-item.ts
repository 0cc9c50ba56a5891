import { addSeconds, epochSeconds } from '../../kernel/clock.ts';
import type { IdSource } from '../../kernel/ids.ts';

/** A year: longer than the recordings themselves, so that the audit still names who listened to a deleted one. */
const AUDIT_KEPT_SECONDS = 366 * 24 * 3600;

/** The action in kebab-case and its moment in ISO 8601; an entry also names who did it. */
type AuditEntry = Readonly<{ action: string; at: string }>;

/** When an entry of that moment ends, in epoch seconds. */
export const auditEnd = (at: string): number => epochSeconds(addSeconds(new Date(at), AUDIT_KEPT_SECONDS));

/** One entry of the audit of a call, an item beside the call's own. Every call makes a new one. */
export const auditItem = <Entry extends AuditEntry>(callId: string, newId: IdSource, entry: Entry) => ({
  pk: `C#${callId}`,
  sk: `AUDIT#${entry.at}#${newId()}`,
  ...entry,
  ttl: auditEnd(entry.at),
});
