import type { SystemNumbers } from '@longhand/db';
import type { MomentaryGauge, Sample } from '@longhand/telemetry';

export const momentaryGauge = (name: string, help: string, samples: Sample[]): MomentaryGauge => ({
  name,
  help,
  samples,
});

const one = (value: number | undefined): Sample[] => (value === undefined ? [] : [{ labels: {}, value }]);

/**
 * The metrics that an administrator needs to trust the system: backups, audit logs and emergency
 * access.
 */
export function trustGauges(numbers: SystemNumbers | undefined): MomentaryGauge[] {
  return [
    momentaryGauge(
      'longhand_backup_age_seconds',
      'Age of the last good backup; absent when none was made.',
      one(numbers?.backupSeconds),
    ),
    momentaryGauge(
      'longhand_break_glass_open',
      'People who have opened records in an emergency now.',
      one(numbers?.openGlasses),
    ),
    momentaryGauge(
      'longhand_break_glass_opened_last_day',
      'How often records were opened in an emergency in the last 24 hours.',
      one(numbers?.glassesOfLastDay),
    ),
    momentaryGauge(
      'longhand_audit_check_age_seconds',
      'Age of the last check of all audit logs; absent before the first one.',
      one(numbers?.auditCheck?.seconds),
    ),
    momentaryGauge(
      'longhand_audit_broken_logs',
      'Audit logs that the last check found changed, cut or rewritten.',
      one(numbers?.auditCheck?.brokenLogs),
    ),
  ];
}
