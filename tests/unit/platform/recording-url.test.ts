import { describe, expect, it } from 'vitest';
import { createRecordingUrl } from '../../../shared/platform/client/recording-url.ts';
import {
  answered,
  refusing,
  SCRIPTED_APP,
  type Scripted,
  scriptedPlatform,
} from '../../fakes/scripted-platform.ts';

const FILE = { fileName: 'recording 1+2.wav', domain: 'ostor.example.com' };
const LINK = 'https://storage.example.com/rec/file.wav?sig=made-up';

const ask = async (...script: Scripted[]) => {
  const scripted = scriptedPlatform(script);
  return { ...scripted, result: await createRecordingUrl(scripted.client, SCRIPTED_APP)(FILE) };
};

describe('the URL of a recording', () => {
  it('is asked for by file name and domain', async () => {
    const { sent } = await ask(answered(301, undefined, LINK));

    expect(sent).toMatchObject([
      {
        method: 'GET',
        url: 'https://platform.example.com/rest/provision/voice/record/v1.0?fileName=recording%201%2B2.wav&recordDomain=ostor.example.com',
      },
    ]);
  });

  it.each([301, 302, 303, 307, 308])('is the Location of a %i', async (httpStatus) => {
    const { result, lines } = await ask(answered(httpStatus, undefined, LINK));

    expect(result).toEqual({ kind: 'ok', value: { kind: 'url', url: LINK } });
    expect(JSON.stringify(lines)).not.toContain('made-up');
  });

  it.each([
    ['none', undefined],
    ['a relative one', '/rec/file.wav'],
    ['one without scheme', '//storage.example.com/file.wav'],
    ['another scheme', 'ftp://storage.example.com/file.wav'],
    ['a file', 'file:///etc/passwd'],
    ['nonsense', 'http://'],
  ])('is unreadable when the Location is %s', async (_case, location) => {
    const answer = answered(301, undefined, location);

    const { result } = await ask(answer, answer, answer);

    expect(result).toMatchObject({ kind: 'unanswered', reason: 'unreadable' });
  });

  it.each([403, 200])('may be that of no recording: %i/1012007', async (httpStatus) => {
    const { result, lines } = await ask(refusing(httpStatus, '1012007'));

    expect(result).toEqual({ kind: 'ok', value: { kind: 'not-found' } });
    expect(lines).toHaveLength(2);
  });

  it('may be refused', async () => {
    const withoutRecording = await ask(refusing(403, '1012012'));
    const frozen = await ask(refusing(200, '1010029'));

    expect(withoutRecording.result).toMatchObject({ kind: 'refused', class: 'account' });
    expect(frozen.result).toMatchObject({ kind: 'refused', problem: 'account-suspended' });
  });

  it('is not believed to be in a 200 without code', async () => {
    const answer = answered(200, undefined, LINK);

    const { result } = await ask(answer, answer, answer);

    expect(result).toMatchObject({ kind: 'unanswered', reason: 'unreadable' });
  });
});
