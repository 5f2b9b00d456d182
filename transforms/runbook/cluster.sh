#!/usr/bin/env bash
# Moves the job "{{application}}" from a cluster of Flink 1 to Flink {{target}}, step by step.
#
#   bash {{file}}               asks before each step that changes something
#   bash {{file}} --yes         does not ask
#   bash {{file}} --from 3      begins at a step; each can be run again
#   bash {{file}} --only 5      runs one step
#   bash {{file}} --operator    the job is a FlinkDeployment of the Kubernetes operator
#
# It stops at the first thing that is not as it should be, and it deletes nothing.
# MIGRATION.md (`flinkmod runbook --format md`) says why each step is there.
set -euo pipefail

APPLICATION={{application}}
JAR=${JAR:-{{jar}}}
# The client of each cluster: bin/flink of Flink 1, and of Flink {{target}}.
OLD_FLINK=${OLD_FLINK:-flink}
NEW_FLINK=${NEW_FLINK:-flink2}
# The id of the job, which `flink list` shows; the storage of savepoints, which both clusters reach.
JOB=${JOB:-}
STORAGE=${STORAGE:-}
# Where the path of the savepoint is kept, so that the script can be run again.
KEPT=${KEPT:-.savepoint-of-$APPLICATION}
# For the operator: its namespace, the new image, and the JAR in it.
NAMESPACE=${NAMESPACE:-default}
IMAGE=${IMAGE:-}
JAR_URI=${JAR_URI:-}
# State of replaced sources and sinks has no operator any more: {{why_non_restored}}
ALLOW_NON_RESTORED=${ALLOW_NON_RESTORED:-{{allow_non_restored}}}
# How long to wait for the cluster, in seconds.
LIMIT=${LIMIT:-1800}
PAUSE=${PAUSE:-15}

YES=no
WITH=flink
FROM=1
LAST=6

{{asking}}

# One value of the deployment; nothing where it has none.
field() { kubectl --namespace "$NAMESPACE" get flinkdeployment "$APPLICATION" --output "jsonpath={$1}"; }

patch() { kubectl --namespace "$NAMESPACE" patch flinkdeployment "$APPLICATION" --type merge --patch "$1" >/dev/null; }

# Waits until the field has the value.
wait_for() {
    local until=$((SECONDS + LIMIT)) value
    while value=$(field "$1") && [ "$value" != "$2" ]; do
        [ "$value" != FAILED ] || die "The deployment is FAILED: $(field .status.error)"
        [ "$SECONDS" -lt "$until" ] || die "$1 is ${value:-empty} after $LIMIT seconds, not $2."
        sleep "$PAUSE"
    done
}

is_said() { [ -n "$1" ] && [ -n "$2" ]; }

savepoint() { if [ -s "$KEPT" ]; then cat "$KEPT"; fi; }

step_1() {
    say 1 "The state that will come back was looked at"
    cat <<'STATE'
{{state}}
STATE
    confirm "Is the state above what you expect to keep and to lose?"
}

step_2() {
    say 2 "The job runs on Flink 1"
    if [ -n "$(savepoint)" ]; then
        printf 'It was stopped already, with the savepoint %s.\n' "$(savepoint)"
    elif [ "$WITH" = operator ]; then
        case "$(field .spec.flinkVersion)" in v1_*) ;; *) die "$(field .spec.flinkVersion) is no Flink 1." ;; esac
        [ "$(field .status.jobStatus.state)" = RUNNING ] || die "The job is $(field .status.jobStatus.state); it must be RUNNING to take a savepoint."
        is_said "$IMAGE" "$JAR_URI" || die "Name the new image in IMAGE and the JAR in it in JAR_URI."
    else
        is_said "$JOB" "$STORAGE" || die "Name the id of the job in JOB, and the storage of savepoints in STORAGE."
        case "$("$OLD_FLINK" --version)" in *"Version: 1."*) ;; *) die "$OLD_FLINK is no client of Flink 1; name it in OLD_FLINK." ;; esac
        case "$("$NEW_FLINK" --version)" in *"Version: 2."*) ;; *) die "$NEW_FLINK is no client of Flink 2; name it in NEW_FLINK." ;; esac
        case "$("$OLD_FLINK" list --running)" in *"$JOB"*) ;; *) die "No job $JOB runs. It must run to take a savepoint." ;; esac
        [ -f "$JAR" ] || die "There is no $JAR. Build it, or name it in JAR."
    fi
}

step_3() {
    say 3 "The job is stopped with a savepoint"
    local path output
    if [ -n "$(savepoint)" ]; then
        printf 'The savepoint is %s.\n' "$(savepoint)"
        return
    fi
    if [ "$WITH" = operator ]; then
        confirm "Suspend $APPLICATION with a savepoint?"
        patch '{"spec": {"job": {"state": "suspended", "upgradeMode": "savepoint"}}}'
        wait_for .status.lifecycleState SUSPENDED
        path=$(field .status.jobStatus.upgradeSavepointPath)
        [ -n "$path" ] || path=$(field .status.jobStatus.savepointInfo.lastSavepoint.location)
    else
        is_said "$JOB" "$STORAGE" || die "Name the id of the job in JOB, and the storage of savepoints in STORAGE."
        confirm "Stop the job $JOB with a savepoint?"
        output=$("$OLD_FLINK" stop --type canonical --savepointPath "$STORAGE" "$JOB")
        printf '%s\n' "$output"
        path=$(printf '%s\n' "$output" | sed -n 's/^Savepoint completed\. Path: *//p')
    fi
    [ -n "$path" ] || die "Nobody said where the savepoint is. Find it, and write its path into $KEPT."
    printf '%s\n' "$path" >"$KEPT"
    printf 'The savepoint is %s. Keep it: it is what you go back to.\n' "$path"
}

step_4() {
    say 4 "The job is started on Flink {{target}}"
    local path flags=()
    path=$(savepoint)
    [ -n "$path" ] || die "There is no savepoint. Begin at step 3."
    if [ "$WITH" = operator ]; then
        if [ "$(field .spec.flinkVersion)" = {{operator_version}} ] && [ "$(field .spec.job.state)" = running ]; then
            printf 'It is on {{operator_version}} already.\n'
            return
        fi
        is_said "$IMAGE" "$JAR_URI" || die "Name the new image in IMAGE and the JAR in it in JAR_URI."
        confirm "Start $APPLICATION on Flink {{target}}?"
        patch "{\"spec\": {\"flinkVersion\": \"{{operator_version}}\", \"image\": \"$IMAGE\", \"job\": {\"state\": \"running\",
            \"jarURI\": \"$JAR_URI\", \"upgradeMode\": \"savepoint\", \"allowNonRestoredState\": $ALLOW_NON_RESTORED}}}"
        return
    fi
    case "$("$NEW_FLINK" list --running)" in *"$APPLICATION"*) printf 'It runs already.\n'; return ;; esac
    [ "$ALLOW_NON_RESTORED" != true ] || flags=(--allowNonRestoredState)
    confirm "Start $JAR on Flink {{target}}?"
    "$NEW_FLINK" run --detached --fromSavepoint "$path" ${flags[@]+"${flags[@]}"} "$JAR"
}

step_5() {
    say 5 "The job does what it did"
    if [ "$WITH" = operator ]; then
        wait_for .status.lifecycleState STABLE
        wait_for .status.jobStatus.state RUNNING
    else
        "$NEW_FLINK" list --running
    fi
    cat <<'TEXT'
For 24 hours, and beside the figures of the days before:
  - numRestarts stays where it is, and checkpoints take as long as they did;
  - records read and written a minute are what they were, and the lag of the sources goes down to nothing;
  - what the sinks hold is what you expect: counts, and samples by hand.
Run this step again as often as you like.
TEXT
}

step_6() {
    say 6 "Going back, if it must be"
    cat <<TEXT
To go back to Flink 1 with the state of the savepoint, cancel the new job and start the old JAR on the old cluster:

  $OLD_FLINK run --detached --fromSavepoint $(savepoint) <the JAR of Flink 1>

With the operator, apply the deployment of before, with job.initialSavepointPath and a new job.savepointRedeployNonce.
What came in after the savepoint is read again. A savepoint of Flink 2 never starts a job of Flink 1.
This script does not go back by itself.
TEXT
}

while [ $# -gt 0 ]; do
    case "$1" in
        --yes) YES=yes ;;
        --operator) WITH=operator ;;
        --from) FROM=${2:?--from takes the number of a step}; shift ;;
        --only) FROM=${2:?--only takes the number of a step}; LAST=$FROM; shift ;;
        *) die "There is no option $1; there are --yes, --operator, --from and --only." ;;
    esac
    shift
done
case "$FROM" in [1-6]) ;; *) die "The steps have the numbers 1 to 6." ;; esac

step=$FROM
while [ "$step" -le "$LAST" ]; do
    "step_$step"
    step=$((step + 1))
done
