import { lengthText } from '../../kit/format/times.ts';
import { Button } from '../../kit/parts/controls.tsx';
import { Card, Facts } from '../../kit/parts/data.tsx';
import { Empty, Note } from '../../kit/parts/states.tsx';
import { language } from '../../kit/state/language.ts';
import { control } from '../api/server.ts';
import { FaultNote } from '../parts/fault-note.tsx';
import { Moment } from '../parts/moment.tsx';
import { useDoing } from '../state/doing.ts';
import { type Live, live } from '../state/live.ts';
import { texts } from '../texts/texts.ts';
import { clockTexts } from './texts.ts';

const STEPS = { minute: 60, hour: 3600, day: 86_400 } as const;
const NAMES = ['minute', 'hour', 'day'] as const;
const NOTICEABLE_SECONDS = 5;

const secondsBetween = (from: string | number, to: string): number =>
  (Date.parse(to) - (typeof from === 'number' ? from : Date.parse(from))) / 1000;

/** The clock, and everything that waits on it. */
export const ClockPage = () => {
  const now = live.value;
  if (now === undefined) return null;
  return (
    <>
      <h1>{texts.value.pages.clock}</h1>
      <p class="dim">{clockTexts.value.lead}</p>
      <div class="grid-2">
        <Now now={now} />
        <DueList now={now} />
      </div>
    </>
  );
};

const Now = ({ now: { now, due } }: Readonly<{ now: Live }>) => {
  const t = clockTexts.value;
  const doing = useDoing<unknown>();
  const advance = (seconds: number) => doing.run(() => control('POST', 'advance', { seconds }));
  const ahead = secondsBetween(Date.now(), now);
  const [next] = due;
  return (
    <Card title={t.now}>
      <Facts
        facts={[
          [t.now, <Moment key="now" at={now} />],
          [
            t.utc,
            <span key="utc" class="number">
              {now.slice(0, 19).replace('T', ' ')}
            </span>,
          ],
          ['', ahead > NOTICEABLE_SECONDS ? t.ahead(lengthText(ahead, language.value)) : undefined],
        ]}
      />
      <h3>{t.advance}</h3>
      <div class="row">
        {NAMES.map((name) => (
          <Button key={name} disabled={doing.busy} onClick={() => advance(STEPS[name])}>
            {t[name]}
          </Button>
        ))}
        <Button
          kind="main"
          disabled={doing.busy || next === undefined}
          onClick={() => advance(next === undefined ? 0 : Math.max(0, secondsBetween(now, next.at)))}
        >
          {t.next}
        </Button>
      </div>
      <p class="small dim">{t.note}</p>
      <FaultNote error={doing.error} />
      {doing.result === undefined ? null : <Note tone="good">{t.moved}</Note>}
    </Card>
  );
};

const DueList = ({ now: { now, due } }: Readonly<{ now: Live }>) => {
  const t = clockTexts.value;
  return (
    <Card title={t.due}>
      {due.length === 0 ? (
        <Empty>{t.nothingDue}</Empty>
      ) : (
        <ol class="steps">
          {due.map(({ at, what }, index) => (
            <li key={`${at} ${index}`}>
              {t.whats[what]}
              <div class="small dim">
                <Moment at={at} /> · {t.in(lengthText(Math.max(0, secondsBetween(now, at)), language.value))}
              </div>
            </li>
          ))}
        </ol>
      )}
    </Card>
  );
};
