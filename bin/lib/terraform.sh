# shellcheck shell=bash
# Terraform and where it takes the AWS provider from.

# State locks in S3 without a table need 1.10; what is fetched is the version that the modules are tested with.
TERRAFORM_AT_LEAST=1.10
TERRAFORM_VERSION=1.11.4
AWS_PROVIDER_VERSION=5.100.0

# Sets TERRAFORM_PROGRAM and TF_CLI_CONFIG_FILE; the program is the one found on PATH.
provide_terraform() {
    usable_terraform || fetch_terraform
    TERRAFORM_PROGRAM=$(command -v terraform)
    choose_terraform_config
    export TERRAFORM_PROGRAM
}

usable_terraform() {
    local version
    version=$(TF_CLI_CONFIG_FILE=/dev/null CHECKPOINT_DISABLE=1 terraform version -json 2>/dev/null | sed -n 's/.*"terraform_version": "\([^"]*\)".*/\1/p') &&
        [[ -n $version && $(printf '%s\n' "$TERRAFORM_AT_LEAST" "$version" | sort -V | head -n1) == "$TERRAFORM_AT_LEAST" ]]
}

machine() {
    case $(uname -m) in
        x86_64) echo linux_amd64 ;;
        aarch64 | arm64) echo linux_arm64 ;;
        *) fail "no Terraform is known for $(uname -m)" "put a \`terraform\` on PATH" ;;
    esac
}

# From HashiCorp's own site, compared with the checksums that it publishes beside the file.
fetch_terraform() {
    local site=https://releases.hashicorp.com/terraform/$TERRAFORM_VERSION zip fresh
    zip=terraform_${TERRAFORM_VERSION}_$(machine).zip
    say "fetching Terraform $TERRAFORM_VERSION from HashiCorp (none of $TERRAFORM_AT_LEAST or later is on PATH)"
    fresh=$(mktemp -d "$TOOLS/.terraform.XXXXXX")
    (
        cd "$fresh"
        curl --fail --silent --show-error --location --remote-name "$site/$zip" --remote-name "$site/terraform_${TERRAFORM_VERSION}_SHA256SUMS"
        grep " $zip\$" ./*SHA256SUMS | sha256sum --check --quiet -
        python3 -m zipfile --extract "$zip" .
        chmod +x terraform
    ) >&2 && mv "$fresh/terraform" "$TOOLS/bin/terraform"
    rm -rf "$fresh"
    usable_terraform || fail "Terraform could not be fetched" "put \`terraform\` $TERRAFORM_AT_LEAST or later on PATH"
}

# A person's own configuration that says where providers come from is kept.
choose_terraform_config() {
    local own=${TF_CLI_CONFIG_FILE:-$HOME/.terraformrc}
    if grep -qs provider_installation "$own"; then
        export TF_CLI_CONFIG_FILE=$own
    else
        write_terraform_config "$TOOLS/terraform.rc"
        export TF_CLI_CONFIG_FILE=$TOOLS/terraform.rc
    fi
}

write_terraform_config() {
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

# Prints the first folder, of those where machines keep provider mirrors, that has the AWS provider in the version used here.
provider_mirror() {
    local folder aws=registry.terraform.io/hashicorp/aws
    for folder in /opt/* /opt/*/* ~/.terraform.d/plugins /usr/share/terraform/plugins /usr/local/share/terraform/plugins; do
        if [[ -d $folder/$aws/$AWS_PROVIDER_VERSION/$(machine) || -f $folder/$aws/terraform-provider-aws_${AWS_PROVIDER_VERSION}_$(machine).zip ]]; then
            echo "$folder"
            return
        fi
    done
    return 1
}
