# What deploy and destroy share; sourced, not run. They set stack, region, profile, scratch and yes.
# shellcheck shell=bash disable=SC2034,SC2154

say() { printf '%s\n' "$*" >&2; }

fail() {
  say "$*"
  exit 2
}

# The AWS CLI in the region and with the profile that were asked for.
cloud() { aws --region "$region" ${profile:+--profile "$profile"} "$@"; }

check_aws() {
  command -v aws >/dev/null || fail "There is no AWS CLI here. Install it: https://docs.aws.amazon.com/cli/latest/userguide/getting-started-install.html"
  if [ -z "$region" ]; then
    region="$(aws ${profile:+--profile "$profile"} configure get region 2>/dev/null)" || true
  fi
  [ -n "$region" ] || fail "No region is known. Give --region, or set AWS_REGION."
  local problem
  if ! account="$(cloud sts get-caller-identity --query Account --output text 2>"$scratch/identity")"; then
    problem="$(tail -n 1 "$scratch/identity")"
    fail "AWS does not know who you are: $problem Sign in (aws sso login, aws configure, or AWS_PROFILE), then try again."
  fi
}

# The stack's status, or NONE.
stack_status() {
  local status
  if status="$(cloud cloudformation describe-stacks --stack-name "$stack" --query 'Stacks[0].StackStatus' --output text 2>"$scratch/status")"; then
    printf '%s' "$status"
  elif grep -q 'does not exist' "$scratch/status"; then
    printf NONE
  else
    cat "$scratch/status" >&2
    exit 1
  fi
}

stack_output() {
  cloud cloudformation describe-stacks --stack-name "$stack" \
    --query "Stacks[0].Outputs[?OutputKey=='$1'].OutputValue | [0]" --output text | sed 's/^None$//'
}

# Asks, unless --yes was given. Takes the question and the answer that means yes.
confirm() {
  [ "$yes" = true ] && return 0
  [ -t 0 ] || fail "There is nobody to ask. Give --yes to go on without a question."
  local answer
  read -r -p "$1 " answer
  [ "$answer" = "$2" ] || fail "Nothing was changed."
}
