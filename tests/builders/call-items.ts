import type { CallEvent } from '../../shared/calls/call-event.ts';
import type { CallRecords } from '../../shared/calls/call-store.ts';
import type { LookupKeys } from '../../shared/sealing/lookup-keys.ts';
import type { Sealer } from '../../shared/sealing/sealer.ts';

type Keys = Readonly<{ sealer: Sealer; lookup: LookupKeys }>;
type Item = Readonly<Record<string, unknown>>;

const keyIf = (lookup: LookupKeys, kind: 'party' | 'private-number', number: string | undefined) =>
  number === undefined ? undefined : lookup(kind, number);

/** The items of a call in the layout of the calls table, with any recording state and receipt. */
export const callItems = (
  { callId, cdrs, events }: CallRecords,
  { sealer, lookup }: Keys,
): readonly Item[] => {
  const pk = `C#${callId}`;
  const cdrItems = cdrs.map(({ cdr, recordKey, receivedAt, recording: { status, ...recording } }) => ({
    pk,
    sk: `CDR#${recordKey}`,
    sealed: sealer.seal(JSON.stringify(cdr), pk),
    app: cdr.app,
    subscriptionKey: cdr.subscriptionId && `${cdr.app}#${cdr.subscriptionId}`,
    xKey: keyIf(lookup, 'private-number', cdr.x),
    callerKey: keyIf(lookup, 'party', cdr.caller),
    calleeKey: keyIf(lookup, 'party', cdr.callee),
    startedKey: `${cdr.startedAt ?? receivedAt}#${callId}`,
    receivedAt,
    recordingStatus: status,
    ...recording,
  }));
  const eventItem = (event: CallEvent) => ({
    pk,
    sk: `EVT#${event.type}#${event.at}`,
    sealed: sealer.seal(JSON.stringify(event), pk),
    receivedAt: event.at,
    ...(event.type === 'callin'
      ? {
          subscriptionKey: event.subscriptionId && `${event.app}#${event.subscriptionId}`,
          xKey: keyIf(lookup, 'private-number', event.called),
          callerKey: keyIf(lookup, 'party', event.caller),
          startedKey: `${event.at}#${callId}`,
        }
      : {}),
  });
  return [...cdrItems, ...events.map(eventItem)];
};
