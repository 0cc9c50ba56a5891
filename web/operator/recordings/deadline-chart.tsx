import { useSignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { hourOf, momentText } from '../../kit/format/times.ts';
import type { Series } from '../../kit/parts/chart.tsx';
import { Button } from '../../kit/parts/controls.tsx';
import { Card } from '../../kit/parts/data.tsx';
import { Figures } from '../../kit/parts/figures.tsx';
import { language } from '../../kit/state/language.ts';
import { type Backlog, deadlinesByDay, deadlinesByHour } from './backlog.ts';
import { recordingsTexts } from './texts.ts';

/** Recordings that wait, by when the platform deletes them: by day, or the next hours. */
export const DeadlineChart = ({ backlog }: Readonly<{ backlog: Backlog }>) => {
  const t = recordingsTexts.value;
  const isByHour = useSignal(false);
  const choice = (text: string, hours: boolean) => (
    <Button
      small
      pressed={isByHour.value === hours}
      onClick={() => {
        isByHour.value = hours;
      }}
    >
      {text}
    </Button>
  );
  return (
    <Card
      title={t.deadlines}
      tools={
        <>
          {choice(t.byDay, false)}
          {choice(t.byHour, true)}
        </>
      }
    >
      <Bars key={String(isByHour.value)} backlog={backlog} isByHour={isByHour.value} />
    </Card>
  );
};

const Bars = ({ backlog, isByHour }: Readonly<{ backlog: Backlog; isByHour: boolean }>) => {
  const t = recordingsTexts.value;
  const deadlines = useMemo(
    () => (isByHour ? deadlinesByHour(backlog) : deadlinesByDay(backlog)),
    [backlog, isByHour],
  );
  // A day stands at its name, whatever the viewer's zone.
  const times = useMemo(
    () => deadlines.parts.map((part) => (isByHour ? hourOf(part) : Date.parse(`${part}T00:00:00`) / 1000)),
    [deadlines],
  );
  const series = useMemo(
    (): readonly Series[] => [
      { name: t.waits, token: 'accent', values: deadlines.waiting },
      { name: t.dueOf, token: 'warn', values: deadlines.due },
    ],
    [deadlines, language.value],
  );
  return (
    <Figures
      label={isByHour ? t.hoursLabel : t.daysLabel}
      times={times}
      names={isByHour ? deadlines.parts.map((part) => momentText(part, language.value)) : deadlines.parts}
      nameHead={isByHour ? t.hour : t.day}
      series={series}
      wholeDays={!isByHour}
    />
  );
};
