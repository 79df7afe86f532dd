# shellcheck shell=bash
# Terraform, and where it finds the AWS provider.

# The examples lock the state in S3 without a DynamoDB table, which needs 1.10. TERRAFORM_VERSION is fetched if there is none.
TERRAFORM_MINIMUM_VERSION=1.10
TERRAFORM_VERSION=1.11.4
AWS_PROVIDER_VERSION=5.100.0

# Sets TERRAFORM_PROGRAM and TF_CLI_CONFIG_FILE.
provide_terraform() {
    has_usable_terraform || fetch_terraform
    TERRAFORM_PROGRAM=$(command -v terraform)
    choose_cli_config
    export TERRAFORM_PROGRAM
}

has_usable_terraform() {
    local version
    version=$(TF_CLI_CONFIG_FILE=/dev/null CHECKPOINT_DISABLE=1 terraform version -json 2>/dev/null | sed -n 's/.*"terraform_version": "\([^"]*\)".*/\1/p') &&
        [[ -n $version && $(printf '%s\n' "$TERRAFORM_MINIMUM_VERSION" "$version" | sort -V | head -n1) == "$TERRAFORM_MINIMUM_VERSION" ]]
}

platform() {
    case $(uname -m) in
        x86_64) echo linux_amd64 ;;
        aarch64 | arm64) echo linux_arm64 ;;
        *) fail "cannot fetch Terraform for $(uname -m)" "put \`terraform\` on PATH" ;;
    esac
}

# Downloads Terraform from HashiCorp's site and checks it against the published checksums.
fetch_terraform() {
    local site=https://releases.hashicorp.com/terraform/$TERRAFORM_VERSION zip fresh
    zip=terraform_${TERRAFORM_VERSION}_$(platform).zip
    say "fetching Terraform $TERRAFORM_VERSION from HashiCorp (PATH has none from version $TERRAFORM_MINIMUM_VERSION on)"
    fresh=$(mktemp -d "$TOOLS/.terraform.XXXXXX")
    (
        cd "$fresh"
        curl --fail --silent --show-error --location --remote-name "$site/$zip" --remote-name "$site/terraform_${TERRAFORM_VERSION}_SHA256SUMS"
        grep " $zip\$" ./*SHA256SUMS | sha256sum --check --quiet -
        python3 -m zipfile --extract "$zip" .
        chmod +x terraform
    ) >&2 && mv "$fresh/terraform" "$TOOLS/bin/terraform"
    rm -rf "$fresh"
    has_usable_terraform || fail "could not fetch Terraform" "put \`terraform\` $TERRAFORM_MINIMUM_VERSION or later on PATH"
}

# A configuration of the user that says where providers come from takes precedence.
choose_cli_config() {
    local own=${TF_CLI_CONFIG_FILE:-$HOME/.terraformrc}
    if grep -qs provider_installation "$own"; then
        export TF_CLI_CONFIG_FILE=$own
    else
        write_cli_config "$TOOLS/terraform.rc"
        export TF_CLI_CONFIG_FILE=$TOOLS/terraform.rc
    fi
}

write_cli_config() {
    local file=$1 mirror cache=$TOOLS/terraform-plugins
    {
        echo 'disable_checkpoint = true'
        if mirror=$(provider_mirror); then
            printf 'provider_installation {\n  filesystem_mirror {\n    path    = "%s"\n    include = ["registry.terraform.io/hashicorp/aws"]\n  }\n' "$mirror"
            printf '  direct {\n    exclude = ["registry.terraform.io/hashicorp/aws"]\n  }\n}\n'
        else
            mkdir -p "$cache"
            printf 'plugin_cache_dir = "%s"\n' "$cache"
        fi
    } >"$file.new"
    mv "$file.new" "$file"
}

# Prints the first folder with a provider mirror that has the AWS provider in the pinned version.
provider_mirror() {
    local folder aws=registry.terraform.io/hashicorp/aws
    for folder in /opt/* /opt/*/* ~/.terraform.d/plugins /usr/share/terraform/plugins /usr/local/share/terraform/plugins; do
        if [[ -d $folder/$aws/$AWS_PROVIDER_VERSION/$(platform) || -f $folder/$aws/terraform-provider-aws_${AWS_PROVIDER_VERSION}_$(platform).zip ]]; then
            echo "$folder"
            return
        fi
    done
    return 1
}
