import { useMemo } from 'preact/hooks';
import { countText, monthText } from '../../kit/format/times.ts';
import { Button, ChoiceField } from '../../kit/parts/controls.tsx';
import { Card } from '../../kit/parts/data.tsx';
import { ReadAt } from '../../kit/parts/read-at.tsx';
import { Empty, Note, Show } from '../../kit/parts/states.tsx';
import { kitTexts } from '../../kit/parts/texts.ts';
import { serviceTime } from '../../kit/state/clock.ts';
import { language } from '../../kit/state/language.ts';
import { useReading } from '../../kit/state/repeat.ts';
import { createWork } from '../../kit/state/work.ts';
import { ProblemNote, showProblem } from '../problem-note.tsx';
import { access } from '../session.ts';
import { usageTexts } from './texts.ts';
import { UsageChart } from './usage-chart.tsx';
import { monthsUntil, USAGE_BY, type Usage } from './usage-model.ts';
import {
  days,
  downloadSheet,
  loadSums,
  loadUsage,
  question,
  readUsageAgain,
  sums,
  type UsageQuestion,
} from './usage-state.ts';
import { UsageTable } from './usage-table.tsx';

/** The calls and texts of a month: a chart by day, sums by what was chosen, and both as a sheet. */
export const UsagePage = () => {
  const t = usageTexts.value;
  useReading(readUsageAgain);
  return (
    <>
      <div class="page-head">
        <h1>{t.title}</h1>
        <div class="row">
          <ReadAt loaded={sums.state.value} again={readUsageAgain} />
          <Sheet />
        </div>
      </div>
      <Card>
        <UsageForm />
      </Card>
      <Card title={t.days}>
        <Show loaded={days.state.value} failed={showProblem} again={loadUsage}>
          {(usage) => <UsageChart usage={usage} />}
        </Show>
      </Card>
      <Card title={t.sums}>
        <Show loaded={sums.state.value} failed={showProblem} again={() => loadSums()}>
          {(usage) => <Sums usage={usage} />}
        </Show>
      </Card>
    </>
  );
};

const Sheet = () => {
  const t = usageTexts.value;
  const work = useMemo(createWork, []);
  return (
    <div class="stack">
      <Button disabled={work.isRunning.value} onClick={() => void work.run(downloadSheet)}>
        {work.isRunning.value ? t.sheeting : t.sheet}
      </Button>
      {work.error.value === undefined ? null : <ProblemNote error={work.error.value} />}
    </div>
  );
};

const UsageForm = () => {
  const t = usageTexts.value;
  const { month, app, by } = question.value;
  const months = useMemo(() => monthsUntil(new Date(serviceTime())), []);
  const choose = (next: Partial<UsageQuestion>, load: () => void) => {
    question.value = { ...question.peek(), ...next };
    load();
  };
  return (
    <div class="form">
      <ChoiceField
        label={t.month}
        name="month"
        value={month}
        choices={months.map((each) => ({ value: each, text: monthText(each, language.value) }))}
        onChange={(value) => choose({ month: value }, loadUsage)}
      />
      <ChoiceField
        label={t.app}
        name="app"
        value={app}
        choices={[
          { value: '', text: t.allApps },
          ...(access.value?.apps ?? []).map(({ name }) => ({ value: name, text: name })),
        ]}
        onChange={(value) => choose({ app: value }, loadUsage)}
      />
      <ChoiceField
        label={t.by}
        name="by"
        value={by}
        choices={USAGE_BY.map((value) => ({ value, text: t.bys[value] }))}
        onChange={(value) => choose({ by: USAGE_BY.find((each) => each === value) ?? 'app' }, loadSums)}
      />
    </div>
  );
};

const Sums = ({ usage }: Readonly<{ usage: Usage }>) => {
  const t = usageTexts.value;
  const { total, uncounted, nextCursor, items } = usage;
  const count = (figure: number) => countText(figure, language.value);
  return (
    <div class="stack">
      {uncounted === 0 ? null : <Note tone="warn">{t.uncounted(count(uncounted))}</Note>}
      {total.unknownTalk === 0 ? null : <Note tone="warn">{t.unknownTalk(count(total.unknownTalk))}</Note>}
      {items.length === 0 ? <Empty>{t.empty}</Empty> : <UsageTable usage={usage} />}
      {nextCursor === null ? null : (
        <Button disabled={sums.state.value.isLoading} onClick={() => loadSums(nextCursor)}>
          {kitTexts.value.more}
        </Button>
      )}
      <p class="small dim">
        {total.amounts.length === 0 ? `${t.noPrices} ` : ''}
        {t.utc}
      </p>
    </div>
  );
};
