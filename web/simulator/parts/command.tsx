import { Copy } from '../../kit/parts/controls.tsx';
import { texts } from '../texts/texts.ts';

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

/** A request as a line for a shell. `key`: with the header of our API, whose key the shell has. */
export const commandOf = (
  url: string,
  body: unknown,
  { key = false, method }: Readonly<{ key?: boolean; method?: string }> = {},
): string =>
  [
    'curl',
    ...(method === undefined ? [] : ['-X', method]),
    quoted(url),
    ...(key ? ['-H', '"Authorization: Bearer $API_KEY"', '-H', "'Content-Type: application/json'"] : []),
    ...(body === undefined ? [] : ['-d', quoted(JSON.stringify(body))]),
  ].join(' ');

/** A request of the page as a line for a shell, folded away until it is wanted. */
export const Command = ({ line, withKey }: Readonly<{ line: string; withKey?: boolean }>) => (
  <details class="command">
    <summary>{texts.value.asCommand}</summary>
    <p class="command-line">
      <Copy id value={line} what={texts.value.command} />
    </p>
    {withKey ? <p class="small dim">{texts.value.noKey}</p> : null}
  </details>
);
