import { describe, expect, it } from 'vitest';
import type { PlacedCall } from '../../../calls/place-call.ts';
import type { ModeName } from '../../../state/options.ts';
import { X } from '../../playground.ts';
import { type Fields, openMode } from '../open-mode.ts';
import { ANSWERED_CALLS } from './answered-calls.ts';
import { type CallExample, event } from './call-examples.ts';
import { FAILED_CALLS } from './failed-calls.ts';

/** The fields of every CDR of the playground, unless the row says otherwise. */
const USUAL_CDR = {
  spId: 'demo_company',
  appKey: 'playground-App-Key',
  bindNum: X,
  calleeNum: X,
  fwdUnaswRsn: 0,
  ulFailReason: 0,
  sipStatusCode: 0,
  callOutUnaswRsn: 0,
  recordFlag: 0,
  ttsPlayTimes: 0,
  ttsTransDuration: 0,
  hostName: 'callenabler101.example.com',
};
/** The marks of a mode: the number its session ids begin with, and the service type and own fields of its CDRs. */
const MODE: Record<ModeName, { session: string; cdr: Fields }> = {
  AX: { session: '1200', cdr: { serviceType: '003' } },
  AXB: { session: '1200', cdr: { serviceType: '004' } },
  AXE: { session: '1202', cdr: { serviceType: '005' } },
  AXYB: { session: '1202', cdr: { serviceType: '007' } },
  X: { session: '1201', cdr: { serviceType: '004', notifyMode: 'Block' } },
};

const expectedCdr = ({ mode, unbound, cdr }: CallExample, id: string, { sessionId, icid }: PlacedCall) => {
  const bindingId = unbound ? '' : id;
  return {
    ...USUAL_CDR,
    ...MODE[mode].cdr,
    ...(mode === 'X' ? {} : { subscriptionId: bindingId, mptyId: bindingId }),
    sessionId,
    icid,
    ...cdr,
  };
};

describe('the events and the CDR of a call are those of the documents', () => {
  const rows = [...ANSWERED_CALLS, ...FAILED_CALLS].map((row) => [row.mode, row.title, row] as const);
  it.each(rows)('%s: %s', async (_mode, _title, row) => {
    const play = await openMode(row.mode);
    const id = row.bind === null ? '' : await play.bindPair(...(row.bind ?? []));
    await row.before?.(play);

    const placed = await play.call(row.call);

    expect(placed).toEqual({
      sessionId: expect.stringMatching(
        `^${MODE[row.mode].session}_\\d+_4294967295_20260301${row.startedAt}@callenabler101\\.example\\.com$`,
      ),
      icid: expect.stringMatching(/^[0-9a-f]{32}\.\d{10}\.\d{9}\.\d{1,2}$/),
      subscriptionId: row.unbound ? null : id,
      recordObjectName: row.cdr['recordObjectName'] ?? null,
      stateCode: row.stateCode,
    });
    expect(play.types()).toEqual(row.types);
    expect(play.pushed().events().at(-1).statusInfo.stateCode).toBe(row.stateCode);
    if (row.events) expect(play.pushed().events()).toEqual(row.events(id, event(placed.sessionId)));
    expect(play.pushed().cdrs()).toEqual([expectedCdr(row, id, placed)]);
    expect(play.receiver.bodies().at(-1)).toMatchObject({ eventType: 'fee' });
  });
});
