import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { aBindRequest } from '../../builders/bind-request.ts';
import { anApp, openPlatformStack, type PlatformStack } from './platform-stack.ts';

let stack: PlatformStack;
beforeEach(async () => {
  stack = await openPlatformStack();
});
afterEach(() => stack.close());

const app = anApp();
const DOMAIN = 'ostor.example.com';

const recordedCall = async (): Promise<string> => {
  const terms = { callDirection: 'both', record: true, recordTone: 'notice.wav' } as const;
  await stack.platformOf(app).bind(aBindRequest({ terms }));
  const placed = await stack.control.placeCall({
    from: '+8613800000001',
    to: '+8617000000001',
    outcome: 'answered',
  });
  return placed.recordObjectName ?? '';
};

describe('the URL of a recording of the simulated platform', () => {
  it('leads to the file without credentials, and was not followed', async () => {
    const fileName = await recordedCall();

    const location = await stack.recordingUrlOf(app)({ fileName, domain: DOMAIN });

    const url = location.kind === 'ok' && location.value.kind === 'url' ? location.value.url : '';
    expect(await stack.requests({ operation: 'download' })).toEqual([]);
    const file = await fetch(url);
    expect(file.headers.get('content-type')).toBe('audio/wav');
    await file.body?.cancel();
  });

  it('is not found for a file nobody has', async () => {
    const location = await stack.recordingUrlOf(app)({ fileName: 'no-such-file.wav', domain: DOMAIN });

    expect(location).toEqual({ kind: 'ok', value: { kind: 'not-found' } });
  });

  it('survives a fault of theirs', async () => {
    const fileName = await recordedCall();
    await stack.control.faults.add({ on: 'recording-url', kind: 'http-500' });

    const location = await stack.recordingUrlOf(app)({ fileName, domain: DOMAIN });

    expect(location).toMatchObject({ kind: 'ok', value: { kind: 'url' } });
  });
});
