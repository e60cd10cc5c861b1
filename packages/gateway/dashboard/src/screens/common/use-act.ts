import { useMutation, useQueryClient, type UseMutationResult } from '@tanstack/react-query';
import { toast } from '../../ui/toast.tsx';

interface Act<Input, Answer> {
  readonly run: (input: Input) => Promise<Answer>;
  /** What is read again behind it. */
  readonly keys: readonly (readonly string[])[];
  /** What is said when it is done. */
  readonly done?: (answer: Answer, input: Input) => string | undefined;
  readonly onDone?: (answer: Answer, input: Input) => void | Promise<void>;
  /** The form shows the fault by itself. */
  readonly isQuiet?: boolean;
}

/** Does something at the gateway, says so, and reads again what it changed. */
export function useAct<Input = void, Answer = unknown>(
  act: Act<Input, Answer>,
): UseMutationResult<Answer, Error, Input> {
  const client = useQueryClient();
  return useMutation<Answer, Error, Input>({
    mutationFn: act.run,
    meta: { isQuiet: act.isQuiet === true },
    onSuccess: async (answer, input) => {
      const text = act.done?.(answer, input);
      if (text !== undefined) toast(text);
      await act.onDone?.(answer, input);
      await Promise.all(act.keys.map((key) => client.invalidateQueries({ queryKey: key })));
    },
  });
}
