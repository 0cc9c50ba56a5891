import { describe, expect, it } from 'vitest';
import { languageHeaders, languageOf } from '../../../shared/http/language.ts';
import { anApiEvent } from '../../builders/api-event.ts';

describe('languageOf', () => {
  it.each([
    ['zh', 'zh'],
    ['zh-CN,zh;q=0.9,en;q=0.8', 'zh'],
    [' ZH-Hant', 'zh'],
    ['en-GB,zh;q=0.9', 'en'],
    ['zha', 'en'],
    ['', 'en'],
    ['*', 'en'],
  ])('reads %j as %s', (written, language) => {
    const event = anApiEvent({ route: 'GET /calls', headers: { 'Accept-Language': written } });

    const read = languageOf(event);

    expect(read).toBe(language);
  });

  it('is English without a wish', () => {
    const read = languageOf(anApiEvent({ route: 'GET /calls' }));

    expect(read).toBe('en');
    expect(languageHeaders(read)).toEqual({ 'content-language': 'en', vary: 'accept-language' });
  });
});
