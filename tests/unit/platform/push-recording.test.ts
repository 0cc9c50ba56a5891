import { describe, expect, it } from 'vitest';
import { createPushReader } from '../../../shared/platform/pushes/read-push.ts';
import { aCdrPush, aPushApp, aSentCdr } from '../../builders/pushes.ts';

const RECEIVED_AT = new Date('2026-03-01T02:32:00.000Z');

const recordingOf = (changes: Record<string, unknown>) => {
  const body = Buffer.from(aCdrPush([aSentCdr(changes)]));
  const [item] = createPushReader()(body, aPushApp(), RECEIVED_AT).items;
  const { recorded, recording, recordingUrl, other } = Object(item).cdr;
  return { recorded, recording, recordingUrl, fileNameLeft: other?.recordObjectName };
};

const DOMAIN = 'ostor.example.com';
const FILE = '26030102300912345678901.wav';
const LINK = 'https://ostor.example.com/direct.wav';
const SOURCE = { fileName: FILE, domain: DOMAIN };

/** Domain, file name and link as sent; what is known of the file; whether it can be fetched without a flag saying so. */
const SENT: readonly (readonly [string, unknown, unknown, unknown, object, boolean])[] = [
  ['all of it', DOMAIN, FILE, LINK, { recording: SOURCE, recordingUrl: LINK }, true],
  ['a domain and a file name', DOMAIN, FILE, undefined, { recording: SOURCE }, true],
  ['a domain and a link', DOMAIN, undefined, LINK, { recordingUrl: LINK }, true],
  ['a domain, an empty file name and a link', DOMAIN, '', LINK, { recordingUrl: LINK }, true],
  ['a domain, a null file name and a link', DOMAIN, null, LINK, { recordingUrl: LINK }, true],
  ['a file name and a link', undefined, FILE, LINK, { recordingUrl: LINK, fileNameLeft: FILE }, true],
  [
    'an empty domain, a file name and a link',
    '',
    FILE,
    LINK,
    { recordingUrl: LINK, fileNameLeft: FILE },
    true,
  ],
  ['a link', undefined, undefined, LINK, { recordingUrl: LINK }, true],
  ['a domain', DOMAIN, undefined, undefined, {}, false],
  ['a file name', undefined, FILE, undefined, { fileNameLeft: FILE }, false],
  ['nothing', undefined, undefined, undefined, {}, false],
  ['nothing but empty texts', '', '', '', {}, false],
];

describe('the recording of a CDR that has', () => {
  it.each(SENT)('%s', (_case, recordDomain, recordObjectName, recordFileDownloadUrl, known) => {
    const sent = { recordDomain, recordObjectName, recordFileDownloadUrl, recordFlag: '1' };

    expect(recordingOf(sent)).toEqual({ recorded: true, ...known });
  });

  it.each(SENT)(
    '%s, and whose flag says no',
    (_case, recordDomain, recordObjectName, recordFileDownloadUrl, known) => {
      const sent = { recordDomain, recordObjectName, recordFileDownloadUrl, recordFlag: '0' };

      expect(recordingOf(sent)).toEqual({ recorded: false, ...known });
    },
  );

  it.each(SENT)('%s, and no flag that can be read', (...row) => {
    const [, recordDomain, recordObjectName, recordFileDownloadUrl, known, recorded] = row;
    const sent = { recordDomain, recordObjectName, recordFileDownloadUrl };

    for (const recordFlag of [undefined, '', null, 'yes', '2'])
      expect(recordingOf({ ...sent, recordFlag })).toEqual({ recorded, ...known });
  });
});
