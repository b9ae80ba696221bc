// Stands in for page-thread in tests: the file name says what it does.
export default async function run(task) {
  if (task.path === 'hang') for (;;);
  if (task.path === 'die') process.exit(3);
  if (task.path === 'throw') throw new Error('secret/path is not for people');
  if (task.path === 'refuse') return { failure: { code: 'pdf.encrypted', message: 'No.', isPermanent: true } };
  return { kind: 'opened', result: { pageCount: 7 } };
}
