import { expect, it } from 'vitest';
import { aSentCdr, signedHeaders } from '../../builders/pushes.ts';
import { carryOut, documentsAround, isWrite } from '../../fakes/documents-around.ts';
import { RIDES, xNumber } from '../../harness/fixtures.ts';
import { startStack } from '../../harness/stack.ts';
import { startMemoryStore } from '../../harness/store-engine.ts';

/** Write units of an hour of one private number, for usage alone, and those of the next day; an item of more than a kilobyte costs as many as it has begun. */
const unitsOfAnHour = async (calls: number): Promise<readonly [ofHour: number, ofNextDay: number]> => {
  const store = await startMemoryStore({ inTurns: false });
  let units = 0;
  const documents = documentsAround(async (call) => {
    if (isWrite(call) && call.input.table === store.tables.USAGE_TABLE) {
      const item = call.name === 'put' ? call.input.item : {};
      units += Math.max(1, Math.ceil(JSON.stringify(item).length / 1024));
    }
    return carryOut(store.documents, call);
  });
  const stack = await startStack({
    store: { ...store, documents },
    changes: true,
    startAt: new Date('2026-03-01T09:00:00Z'),
    environment: { USAGE_WINDOW_SECONDS: '3600' },
  });
  try {
    const X = xNumber(1);
    for (let place = 0; place < calls; place += 1) {
      const minute = String(Math.floor((place * 60) / calls)).padStart(2, '0');
      const cdr = aSentCdr({
        ...{
          appKey: RIDES.appKey,
          bindNum: X,
          sessionId: `cost-${place}`,
          icid: `cost-${place}`,
          recordFlag: 0,
        },
        ...{ callInTime: `2026-03-01 08:${minute}:00`, fwdStartTime: `2026-03-01 08:${minute}:01` },
        ...{ fwdAlertingTime: `2026-03-01 08:${minute}:02`, fwdAnswerTime: `2026-03-01 08:${minute}:10` },
        ...{ callEndTime: `2026-03-01 08:${minute}:40`, subscriptionId: '' },
      });
      const headers = signedHeaders({
        ...{ appKey: RIDES.appKey, appSecret: RIDES.appSecret, nonce: `cost${place}` },
        created: `${stack.clock().toISOString().slice(0, 19)}Z`,
      });
      await stack.request('POST', '/webhooks/cdr', { headers, body: { eventType: 'fee', feeLst: [cdr] } });
      // Each comes in a batch of its own.
      await stack.followChanges();
      await stack.invoke('count-usage');
      await stack.advance(Math.floor(3540 / calls));
    }
    await stack.advance(3600);
    await stack.invoke('count-usage');
    const { body } = await stack.request('GET', '/usage?from=2026-03-01&to=2026-03-01');
    expect(body).toMatchObject({ total: { calls, answered: calls } });
    const ofHour = units;
    await stack.advance(86_400);
    await stack.invoke('count-usage');
    return [ofHour, units - ofHour];
  } finally {
    await stack.close();
  }
};

it('an hour of a private number costs the same few writes, whatever number of CDRs it has', async () => {
  const [ofOne, ofTwelve] = [await unitsOfAnHour(1), await unitsOfAnHour(12)];

  // A mark, its removal, the sums, and once a day the mark of the month; those of bindings are one more. The day after: the month's
  // sums, of days and of numbers, and the removal of its mark.
  const expected = [4, 3];
  expect([ofOne, ofTwelve]).toEqual([expected, expected]);
});
