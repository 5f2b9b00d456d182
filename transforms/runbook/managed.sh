#!/usr/bin/env bash
# Moves the application "{{application}}" of Managed Service for Apache Flink to {{runtime}}, step by step.
#
#   bash {{file}}               asks before each step that changes something
#   bash {{file}} --yes         does not ask
#   bash {{file}} --from 5      begins at a step; each can be run again
#   bash {{file}} --only 6      runs one step
#
# It stops at the first thing that is not as it should be, and it deletes nothing.
# MIGRATION.md (`flinkmod runbook --format md`) says why each step is there.
set -euo pipefail

APPLICATION={{application}}
REGION={{region}}
BUCKET={{bucket}}
RUNTIME={{runtime}}
JAR=${JAR:-{{jar}}}
KEY=${KEY:-$(basename "$JAR")}
SNAPSHOT=${SNAPSHOT:-before-{{name_of_target}}}
# State of replaced sources and sinks has no operator any more: {{why_non_restored}}
ALLOW_NON_RESTORED=${ALLOW_NON_RESTORED:-{{allow_non_restored}}}
# How long to wait for the service, in seconds.
LIMIT=${LIMIT:-1800}
PAUSE=${PAUSE:-15}

YES=no
FROM=1
LAST=8

{{asking}}

managed() { aws kinesisanalyticsv2 --region "$REGION" "$@"; }

# One value of the application's description.
detail() {
    managed describe-application --application-name "$APPLICATION" --query "ApplicationDetail.$1" --output text
}

# Waits until the application has one of the given states; prints which.
wait_for() {
    local until=$((SECONDS + LIMIT)) status
    while true; do
        status=$(detail ApplicationStatus)
        case " $* " in *" $status "*) printf '%s\n' "$status"; return ;; esac
        [ "$SECONDS" -lt "$until" ] || die "The application is $status after $LIMIT seconds, not: $*."
        sleep "$PAUSE"
    done
}

metric() {
    aws cloudwatch --region "$REGION" get-metric-statistics --namespace AWS/KinesisAnalytics --metric-name "$1" \
        --dimensions "Name=Application,Value=$APPLICATION" --statistics "$2" --period 300 \
        --start-time "$(date -u -d '-15 minutes' +%FT%TZ 2>/dev/null || date -u -v-15M +%FT%TZ)" \
        --end-time "$(date -u +%FT%TZ)" --query "Datapoints[-1].$2" --output text
}

step_1() {
    say 1 "The state that will come back was looked at"
    cat <<'STATE'
{{state}}
STATE
    confirm "Is the state above what you expect to keep and to lose?"
}

step_2() {
    say 2 "The application runs on Flink 1, with snapshots and system rollbacks"
    local runtime status
    runtime=$(detail RuntimeEnvironment)
    status=$(detail ApplicationStatus)
    printf 'Runtime %s, status %s, version %s.\n' "$runtime" "$status" "$(detail ApplicationVersionId)"
    [ "$runtime" != "$RUNTIME" ] || { printf 'It is on %s already.\n' "$RUNTIME"; return; }
    case "$runtime" in FLINK-1_*) ;; *) die "$runtime is no runtime of Flink 1." ;; esac
    [ "$status" = RUNNING ] || die "It must be RUNNING to take a snapshot; it is $status."
    local snapshots rollback
    snapshots=$(detail ApplicationConfigurationDescription.ApplicationSnapshotConfigurationDescription.SnapshotsEnabled)
    rollback=$(detail ApplicationConfigurationDescription.ApplicationSystemRollbackConfigurationDescription.RollbackEnabled)
    if [ "$snapshots" = True ] && [ "$rollback" = True ]; then
        printf 'Snapshots and system rollbacks are on.\n'
        return
    fi
    confirm "Switch on snapshots and system rollbacks?"
    managed update-application --application-name "$APPLICATION" \
        --current-application-version-id "$(detail ApplicationVersionId)" \
        --application-configuration-update '{
            "ApplicationSnapshotConfigurationUpdate": {"SnapshotsEnabledUpdate": true},
            "ApplicationSystemRollbackConfigurationUpdate": {"RollbackEnabledUpdate": true}
        }' >/dev/null
    wait_for RUNNING
}

snapshot_status() {
    managed list-application-snapshots --application-name "$APPLICATION" \
        --query "SnapshotSummaries[?SnapshotName=='$SNAPSHOT'].SnapshotStatus | [0]" --output text
}

step_3() {
    say 3 "The snapshot $SNAPSHOT is taken"
    local until=$((SECONDS + LIMIT)) status
    status=$(snapshot_status)
    if [ "$status" = None ]; then
        [ "$(detail RuntimeEnvironment)" != "$RUNTIME" ] || die "The application is on $RUNTIME, and there is no $SNAPSHOT."
        confirm "Take the snapshot $SNAPSHOT?"
        managed create-application-snapshot --application-name "$APPLICATION" --snapshot-name "$SNAPSHOT" >/dev/null
    fi
    while status=$(snapshot_status) && [ "$status" != READY ]; do
        [ "$status" != FAILED ] || die "The snapshot failed. Look at the checkpoints of the job, then choose another name in SNAPSHOT."
        [ "$SECONDS" -lt "$until" ] || die "The snapshot is $status after $LIMIT seconds."
        sleep "$PAUSE"
    done
    printf 'The snapshot is READY.\n'
}

step_4() {
    say 4 "The JAR for Flink 2 lies under s3://$BUCKET/$KEY"
    local old
    old=$(detail ApplicationConfigurationDescription.ApplicationCodeConfigurationDescription.CodeContentDescription.S3ApplicationCodeLocationDescription.FileKey)
    if [ "$old" = "$KEY" ] && [ "$(detail RuntimeEnvironment)" != "$RUNTIME" ]; then
        die "The JAR of Flink 1 lies under $KEY. Choose another name in KEY, so that you can go back."
    fi
    if aws s3api head-object --region "$REGION" --bucket "$BUCKET" --key "$KEY" >/dev/null 2>&1; then
        printf 'It is there already, and is taken as it is.\n'
        return
    fi
    [ -f "$JAR" ] || die "There is no $JAR. Build it, or name it in JAR."
    confirm "Upload $JAR?"
    aws s3 cp --region "$REGION" "$JAR" "s3://$BUCKET/$KEY"
}

step_5() {
    say 5 "Code and runtime are updated in one call"
    if [ "$(detail RuntimeEnvironment)" = "$RUNTIME" ]; then
        printf 'It is on %s already.\n' "$RUNTIME"
        return
    fi
    [ "$(snapshot_status)" = READY ] || die "There is no snapshot $SNAPSHOT that is READY. Begin at step 3."
    aws s3api head-object --region "$REGION" --bucket "$BUCKET" --key "$KEY" >/dev/null || die "There is no s3://$BUCKET/$KEY. Begin at step 4."
    confirm "Move $APPLICATION to $RUNTIME?"
    managed update-application --application-name "$APPLICATION" \
        --current-application-version-id "$(detail ApplicationVersionId)" \
        --runtime-environment-update "$RUNTIME" \
        --run-configuration-update "{\"FlinkRunConfiguration\": {\"AllowNonRestoredState\": $ALLOW_NON_RESTORED}}" \
        --application-configuration-update "{\"ApplicationCodeConfigurationUpdate\": {\"CodeContentUpdate\": {
            \"S3ContentLocationUpdate\": {\"FileKeyUpdate\": \"$KEY\"}}}}" >/dev/null
}

step_6() {
    say 6 "The job starts on $RUNTIME"
    local status
    status=$(wait_for RUNNING READY ROLLED_BACK)
    [ "$(detail RuntimeEnvironment)" = "$RUNTIME" ] || die "The service went back to the old runtime. Its log says why; the job of Flink 1 is $status."
    [ "$status" = RUNNING ] || die "The application is $status. Look at its log, and at step 8."
    printf 'It is RUNNING on %s.\n' "$RUNTIME"
    printf 'numRestarts %s, lastCheckpointDuration %s ms, numberOfFailedCheckpoints %s (of the last 15 minutes; None: not reported yet)\n' \
        "$(metric numRestarts Maximum)" "$(metric lastCheckpointDuration Maximum)" "$(metric numberOfFailedCheckpoints Maximum)"
}

step_7() {
    say 7 "The job does what it did"
    cat <<'TEXT'
For 24 hours, and beside the figures of the days before:
  - numRestarts and numberOfFailedCheckpoints stay where they are, lastCheckpointDuration is what it was;
  - records read and written a minute are what they were, and the lag of the sources goes down to nothing;
  - what the sinks hold is what you expect: counts, and samples by hand.
Run this step again, or step 6, as often as you like.
TEXT
}

step_8() {
    say 8 "Going back, if it must be"
    if [ "$(detail RuntimeEnvironment)" != "$RUNTIME" ]; then
        printf 'The application is not on %s; there is nothing to go back from.\n' "$RUNTIME"
        return
    fi
    cat <<TEXT
The job is on $RUNTIME. To go back to Flink 1 with the state of the snapshot $SNAPSHOT:

  aws kinesisanalyticsv2 --region $REGION rollback-application --application-name $APPLICATION \\
      --current-application-version-id $(detail ApplicationVersionId)

What came in after the snapshot is read again. A snapshot of Flink 2 never starts a job of Flink 1.
This script does not go back by itself.
TEXT
}

while [ $# -gt 0 ]; do
    case "$1" in
        --yes) YES=yes ;;
        --from) FROM=${2:?--from takes the number of a step}; shift ;;
        --only) FROM=${2:?--only takes the number of a step}; LAST=$FROM; shift ;;
        *) die "There is no option $1; there are --yes, --from and --only." ;;
    esac
    shift
done
case "$FROM" in [1-8]) ;; *) die "The steps have the numbers 1 to 8." ;; esac
command -v aws >/dev/null || die "The AWS CLI (aws) is missing."

step=$FROM
while [ "$step" -le "$LAST" ]; do
    "step_$step"
    step=$((step + 1))
done
