/**
 * Measures once what the parent process asks for, and answers with the outcome or with the reason
 * why there is none. The process ends after that.
 */
export function answerOrder<Order, Outcome extends object>(measure: (order: Order) => Promise<Outcome>): void {
  process.once('message', async (order: Order) => {
    try {
      process.send?.({ kind: 'runs', ...(await measure(order)) });
    } catch (error) {
      process.send?.({ kind: 'failed', message: (error as Error).message });
    }
    process.disconnect();
  });
}
