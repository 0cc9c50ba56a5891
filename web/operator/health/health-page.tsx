import { momentText } from '../../kit/format/times.ts';
import { Button } from '../../kit/parts/controls.tsx';
import { Card } from '../../kit/parts/data.tsx';
import { Note, Show } from '../../kit/parts/states.tsx';
import { kitTexts } from '../../kit/parts/texts.ts';
import { language } from '../../kit/state/language.ts';
import { useEvery } from '../../kit/state/repeat.ts';
import { showProblem } from '../problem-note.tsx';
import { HealthLine, StateBadge } from './health-line.tsx';
import { health, loadHealth } from './health-state.ts';
import { byPart, countState, type PartLines, type Status } from './status.ts';
import { healthTexts } from './texts.ts';

const AGAIN_SECONDS = 60;

/** How the deployment stands, the parts first in which something is wrong. */
export const HealthPage = () => {
  const t = healthTexts.value;
  useEvery(AGAIN_SECONDS, loadHealth);
  const { value, isLoading } = health.state.value;
  return (
    <>
      <div class="page-head">
        <h1>{t.title}</h1>
        {value === undefined ? null : (
          <span class="small dim">
            {t.readAt(momentText(value.at, language.value))}, {t.everyMinute}
          </span>
        )}
        <Button disabled={isLoading} onClick={loadHealth}>
          {kitTexts.value.refresh}
        </Button>
      </div>
      <Show loaded={health.state.value} failed={showProblem} again={loadHealth}>
        {(status) => <Shown status={status} />}
      </Show>
    </>
  );
};

const Shown = ({ status }: Readonly<{ status: Status }>) => {
  const t = healthTexts.value;
  const { lines, at, alarms } = status;
  return (
    <div class="stack">
      <Verdict lines={lines} />
      {alarms === null ? <Note>{t.someApps}</Note> : null}
      <div class="columns-2">
        {byPart(lines).map((part) => (
          <Part key={part.part} part={part} at={at} />
        ))}
      </div>
    </div>
  );
};

const Verdict = ({ lines }: Readonly<{ lines: Status['lines'] }>) => {
  const t = healthTexts.value;
  const wrong = countState(lines, 'wrong');
  const unknown = countState(lines, 'unknown');
  const [tone, title] = wrong > 0 ? (['warn', t.wrong(wrong)] as const) : (['good', t.fine] as const);
  return (
    <Note tone={tone} title={title}>
      {unknown === 0 ? null : t.unknown(unknown)}
    </Note>
  );
};

const Part = ({ part: { part, state, lines }, at }: Readonly<{ part: PartLines; at: string }>) => (
  <Card title={healthTexts.value.parts[part]} tools={lines.length > 1 ? <StateBadge state={state} /> : null}>
    <ul class="list">
      {lines.map((line) => (
        <HealthLine key={`${line.name} ${line.code}`} line={line} at={at} />
      ))}
    </ul>
  </Card>
);
