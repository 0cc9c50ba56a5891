import { describe, expect, it } from 'vitest';
import { messageParts } from '../../../shared/messages/message-parts.ts';

const sent = (content: string | undefined) =>
  messageParts({ notification: 'Notify', resultCode: 0, content });

describe('the parts of a text', () => {
  it.each([
    ['splitNum wins over the words', { segments: 4, resultCode: 0, content: 'short' }, 4],
    ['0 of the platform counts', { segments: 0, resultCode: 10 }, 0],
    ['a text that was not sent', { resultCode: 2, content: 'short' }, 0],
    ['a text of which a part was sent', { resultCode: 9, content: '文'.repeat(71) }, 2],
    ['a text without words and result', {}, 1],
    ['a number that cannot be', { segments: -1, resultCode: 0 }, 1],
    ['the most that there can be', { segments: 255, resultCode: 0 }, 255],
    ['more than there can be', { segments: 256, resultCode: 0, content: '文'.repeat(71) }, 2],
  ])('%s', (_case, message, parts) => {
    expect(messageParts({ notification: 'Notify', ...message })).toBe(parts);
  });

  it('a question of the platform has none', () => {
    expect(messageParts({ notification: 'Block', segments: 2 })).toBe(0);
  });

  it.each([
    ['70 of Chinese', '文'.repeat(70), 1],
    ['71 of Chinese', '文'.repeat(71), 2],
    ['134 of Chinese', '文'.repeat(134), 2],
    ['135 of Chinese', '文'.repeat(135), 3],
    ['160 of GSM', 'a'.repeat(160), 1],
    ['161 of GSM', 'a'.repeat(161), 2],
    ['308 of GSM', 'a'.repeat(308), 2],
    ['309 of GSM', 'a'.repeat(309), 3],
    ['80 euros, two septets each', '€'.repeat(80), 1],
    ['81 euros', '€'.repeat(81), 2],
    ['one Chinese character among 70 of GSM', `${'a'.repeat(70)}文`, 2],
    ['35 emoji, two units each', '😀'.repeat(35), 1],
    ['36 emoji', '😀'.repeat(36), 2],
    ['no words at all', '', 1],
  ])('%s', (_case, content, parts) => {
    expect(sent(content)).toBe(parts);
  });
});
