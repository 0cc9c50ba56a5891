import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import { Field } from './controls.tsx';

type LongTextFieldProps = Readonly<{
  label: string;
  hint?: string | undefined;
  fault?: string | undefined;
  name: string;
  value: string;
  rows?: number;
  onInput: (value: string) => void;
}>;

/** A field for several lines. */
export const LongTextField = ({ label, hint, fault, name, value, rows = 6, onInput }: LongTextFieldProps) => (
  <Field label={label} hint={hint} fault={fault} whole>
    {(ids) => (
      <textarea
        {...ids}
        class="input lines"
        name={name}
        rows={rows}
        value={value}
        autocomplete="off"
        spellcheck={false}
        onInput={({ currentTarget }) => onInput(currentTarget.value)}
      />
    )}
  </Field>
);

type FileFieldProps = Readonly<{
  label: string;
  hint?: string | undefined;
  fault?: string | undefined;
  name: string;
  /** The endings that are offered first. */
  accept: string;
  onChoose: (file: File | undefined) => void;
}>;

/** A field for a file of the device. */
export const FileField = ({ label, hint, fault, name, accept, onChoose }: FileFieldProps) => (
  <Field label={label} hint={hint} fault={fault} whole>
    {(ids) => (
      <input
        {...ids}
        class="input"
        type="file"
        name={name}
        accept={accept}
        onChange={({ currentTarget }) => onChoose(currentTarget.files?.[0])}
      />
    )}
  </Field>
);

type CheckFieldProps = Readonly<{
  name: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
  children: ComponentChildren;
}>;

/** A tick, and beside it its meaning. */
export const CheckField = ({ name, checked, onChange, children }: CheckFieldProps) => {
  const id = useId();
  return (
    <div class="check">
      <input
        id={id}
        type="checkbox"
        name={name}
        checked={checked}
        onChange={({ currentTarget }) => onChange(currentTarget.checked)}
      />
      <label for={id}>{children}</label>
    </div>
  );
};
