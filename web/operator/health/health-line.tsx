import { Copy } from '../../kit/parts/controls.tsx';
import { Badge, type Tone } from '../../kit/parts/states.tsx';
import { language } from '../../kit/state/language.ts';
import { hrefOf } from '../../kit/state/route.ts';
import { access, may } from '../session.ts';
import { texts } from '../texts/texts.ts';
import { firstLook } from './first-look.ts';
import { lineName } from './line-name.ts';
import { lineText } from './line-words.ts';
import { runbookPath, shownOn } from './page-of-line.ts';
import type { LineState, StatusLine } from './status.ts';
import { healthTexts } from './texts.ts';

const TONES: Readonly<Record<LineState, Tone>> = { ok: 'good', wrong: 'bad', unknown: 'warn' };

/** A state as a word in its colour. */
export const StateBadge = ({ state }: Readonly<{ state: LineState }>) => (
  <Badge tone={TONES[state]}>{healthTexts.value.states[state]}</Badge>
);

/** One line of the state, and where it is wrong the page that says what to do and the command that looks closer. */
export const HealthLine = ({ line, at }: Readonly<{ line: StatusLine; at: string }>) => {
  const name = lineName(line);
  return (
    <li class="entry">
      <div class="entry-text">
        {name === '' ? null : <strong>{name}</strong>}
        <p>{lineText(line, at, language.value)}</p>
        {line.state === 'wrong' ? <WhatToDo line={line} /> : null}
      </div>
      <StateBadge state={line.state} />
    </li>
  );
};

const WhatToDo = ({ line }: Readonly<{ line: StatusLine }>) => {
  const t = healthTexts.value;
  const { ids } = texts.value;
  const command = firstLook(line, access.value?.stage);
  const shown = shownOn(line);
  return (
    <dl class="facts small">
      {shown === undefined || !may(shown.scope) ? null : (
        <>
          <dt>{t.shownOn}</dt>
          <dd>
            <a href={hrefOf(shown.place)}>{texts.value.pages[shown.place]}</a>
          </dd>
        </>
      )}
      {line.page === undefined ? null : (
        <>
          <dt>{t.whatToDo}</dt>
          <dd>
            <Copy id value={runbookPath(line.page, language.value)} what={ids.page} />
          </dd>
        </>
      )}
      <dt>{t.look}</dt>
      <dd>
        <Copy id value={command} what={ids.command} />
      </dd>
    </dl>
  );
};
