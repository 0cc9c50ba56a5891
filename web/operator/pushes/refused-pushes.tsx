import { useMemo } from 'preact/hooks';
import { countText } from '../../kit/format/times.ts';
import { Card } from '../../kit/parts/data.tsx';
import { Empty, Note, Show } from '../../kit/parts/states.tsx';
import { inLanguage, language } from '../../kit/state/language.ts';
import { type HourCounts, type Refused, refusalsOf, totalOf } from '../journal/push-series.ts';
import { pushesTexts } from '../journal/push-texts.ts';
import { loadRefused, refused } from '../journal/pushes-state.ts';
import { showProblem } from '../problem-note.tsx';
import { HourFigures } from './push-rate.tsx';
import { REFUSAL_WORDS } from './refusal-words.ts';

const words = inLanguage(REFUSAL_WORDS);

const refusalText = (reason: string): string =>
  Object.entries(words.value).find(([name]) => name === reason)?.[1] ?? reason;

/** The pushes that were refused, by the hour and by the reason. Nothing for a key that is not told. */
export const RefusedPushes = () => {
  const t = pushesTexts.value;
  const { value, isLoading } = refused.state.value;
  if (value === null && !isLoading) return null;
  return (
    <Card title={t.refused}>
      <Show loaded={refused.state.value} failed={showProblem} again={loadRefused}>
        {(answer) => <Told answer={answer} />}
      </Show>
    </Card>
  );
};

const Told = ({ answer }: Readonly<{ answer: Refused }>) => {
  const t = pushesTexts.value;
  if (answer === null) return <Empty>{t.notAnswered}</Empty>;
  if ('failed' in answer) return <Note tone="warn">{t.notAnswered}</Note>;
  const { total, byReason } = answer.value;
  if (totalOf(total) === 0) return <Empty>{t.noneRefused}</Empty>;
  return (
    <div class="stack">
      <ul class="counts">
        {refusalsOf(byReason).map(({ reason, count }) => (
          <li key={reason}>
            <strong>{countText(count, language.value)}</strong> {refusalText(reason)}
          </li>
        ))}
      </ul>
      <RefusedRate total={total} />
      <p class="small dim">{t.refusedAbout}</p>
    </div>
  );
};

const RefusedRate = ({ total }: Readonly<{ total: HourCounts }>) => {
  const t = pushesTexts.value;
  const counts = useMemo(
    () => ({ starts: total.map(({ at }) => at), counts: total.map(({ count }) => count) }),
    [total],
  );
  return <HourFigures counts={counts} label={t.refusedLabel} name={t.refusedCount} token="bad" />;
};
