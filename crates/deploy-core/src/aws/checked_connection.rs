//! The connection to an account: made once, when something first needs AWS, and checked against `deploy.toml`.

use std::sync::Arc;

use tokio::sync::OnceCell;

use super::connection::Aws;
use super::credentials;
use super::error::Error;
use super::identity::Identity;
use super::settings::{Location, Settings, region_of_environment};
use crate::context::Interrupt;
use crate::env_var;

/// A connection that is made when it is first needed. Cloning keeps it.
#[derive(Clone, Debug)]
pub(crate) struct AwsConnection {
    /// None for commands that work on no environment.
    settings: Option<Settings>,
    interrupt: Interrupt,
    connected: Arc<OnceCell<Aws>>,
    identity: Arc<OnceCell<Identity>>,
}

impl AwsConnection {
    /// Nothing is called yet.
    pub(crate) fn new(settings: Option<Settings>, interrupt: &Interrupt) -> Self {
        let interrupt = interrupt.clone();
        Self { settings, interrupt, connected: Arc::default(), identity: Arc::default() }
    }

    /// The account, which is the one that `deploy.toml` says, if it says one.
    pub(crate) async fn get(&self) -> Result<&Aws, Error> {
        if self.must_be_checked() {
            self.identity().await?;
        }
        self.connect().await
    }

    /// Whether `deploy.toml` says whose the credentials must be: by the account, or by a profile that keys in the
    /// environment take the place of.
    pub(crate) fn must_be_checked(&self) -> bool {
        self.settings.as_ref().is_some_and(|settings| settings.account.is_some())
            || self.replaced_profile().is_some()
    }

    /// Who the credentials belong to, as STS says.
    pub(crate) async fn identity(&self) -> Result<&Identity, Error> {
        let aws = self.connect().await?;
        let asked = || async {
            let identity = aws.identity().await?;
            self.require_expected(&identity)?;
            self.require_same_as_profile(aws, &identity).await?;
            Ok(identity)
        };
        self.identity.get_or_try_init(asked).await
    }

    /// Where calls go, and with whose credentials, as far as that is known without a call.
    pub(crate) fn location(&self) -> Location {
        let settings = self.settings.as_ref();
        let connected = self.connected.get();
        let chosen = settings.and_then(|settings| settings.region.clone());
        let region = connected.map(|aws| aws.region().to_owned()).or(chosen);
        let endpoint = connected.and_then(Aws::endpoint);
        let profile = settings.and_then(|settings| settings.profile.clone());
        let has_keys = credentials::are_in_environment();
        Location {
            account: self.identity.get().map(|identity| identity.account.clone()),
            region: region.or_else(|| region_of_environment().map(|(_, region)| region)),
            profile: profile.or_else(|| env_var::text(env_var::AWS_PROFILE)).filter(|_| !has_keys),
            replaced_profile: self.replaced_profile().map(str::to_owned),
            role: settings.and_then(|settings| settings.role.clone()),
            endpoint: endpoint.or_else(|| env_var::text(env_var::AWS_ENDPOINT_URL)),
        }
    }

    async fn connect(&self) -> Result<&Aws, Error> {
        self.connected.get_or_try_init(|| Aws::connect(self.settings.as_ref(), &self.interrupt)).await
    }

    /// The profile of `deploy.toml`, where keys in the environment take its place.
    fn replaced_profile(&self) -> Option<&str> {
        let profile = self.settings.as_ref()?.profile.as_deref();
        profile.filter(|_| credentials::are_in_environment())
    }

    fn require_expected(&self, identity: &Identity) -> Result<(), Error> {
        let Some(settings) = &self.settings else { return Ok(()) };
        match &settings.account {
            Some(account) if *account != identity.account => Err(Error::WrongAccount {
                environment: settings.environment.clone(),
                expected: account.clone(),
                actual: Box::new(identity.clone()),
            }),
            _ => Ok(()),
        }
    }

    /// The keys in the environment must be for the account of the profile that they take the place of. A machine that has
    /// the keys may lack the profile: then `account` says as much.
    async fn require_same_as_profile(&self, aws: &Aws, identity: &Identity) -> Result<(), Error> {
        let (Some(settings), Some(profile)) = (&self.settings, self.replaced_profile()) else {
            return Ok(());
        };
        let (environment, profile) = (settings.environment.clone(), profile.to_owned());
        let keys = match settings.role {
            Some(_) => aws.identity_without_role().await?,
            None => identity.clone(),
        };
        let keys = Box::new(keys);
        match aws.identity_of_profile(&profile).await.map(Box::new) {
            Ok(of_profile) if of_profile.account == keys.account => Ok(()),
            Ok(of_profile) => Err(Error::ProfileOfOtherAccount { environment, profile, of_profile, keys }),
            Err(interrupted @ Error::Interrupted(_)) => Err(interrupted),
            Err(_) if settings.account.is_some() => Ok(()),
            Err(source) => {
                Err(Error::ProfileNotAsked { environment, profile, keys, source: Box::new(source) })
            }
        }
    }
}

#[cfg(test)]
impl AwsConnection {
    /// A connection that is made already.
    pub(crate) fn to(aws: Aws) -> Self {
        let connection = Self::new(None, &Interrupt::never());
        connection.connected.set(aws).expect("it is new");
        connection
    }
}
