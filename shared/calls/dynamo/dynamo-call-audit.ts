import type { Documents } from '../../storage/documents.ts';
import type { CallAudit } from '../call-audit.ts';
import { type AuditOptions, auditItem } from './audit-item.ts';

type Options = AuditOptions & Readonly<{ documents: Documents; table: string }>;

/** The audit beside the call's own items, an item for every link. */
export const createDynamoCallAudit = (options: Options): CallAudit => ({
  async recordingLinked({ callId, apiKeyName, at, expiresAt }) {
    await options.documents.put({
      purpose: 'persisting the access to a recording',
      table: options.table,
      item: auditItem(callId, options, { action: 'recording-linked', apiKeyName, at, expiresAt }),
    });
  },
});
