//! TLS with a certificate and a key from two files, read again when they are renewed.
//!
//! rustls speaks TLS 1.2 and 1.3 and nothing older, and offers no weak cipher.

use crate::config::TlsFiles;
use std::path::PathBuf;
use std::sync::{Arc, PoisonError, RwLock};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::pem::{self, PemObject};
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::rustls::{self, ServerConfig};

/// A certificate and its key, ready for connections.
pub struct Tls {
    files: TlsFiles,
    current: RwLock<Arc<ServerConfig>>,
}

/// Why a certificate and its key cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum TlsError {
    /// The certificate's file.
    #[error("no certificate could be read from {file}: {source}", file = file.display())]
    Certificate {
        /// The file.
        file: PathBuf,
        /// What is wrong with it.
        source: pem::Error,
    },
    /// The key's file.
    #[error("no private key could be read from {file}: {source}", file = file.display())]
    Key {
        /// The file.
        file: PathBuf,
        /// What is wrong with it.
        source: pem::Error,
    },
    /// The two do not go together, or are of a kind that is not known.
    #[error("the certificate and its key cannot be used together: {0}")]
    Together(#[from] rustls::Error),
}

impl Tls {
    /// Reads the two files.
    ///
    /// # Errors
    /// When one cannot be read, or they do not go together.
    pub fn load(files: TlsFiles) -> Result<Self, TlsError> {
        let current = RwLock::new(Arc::new(read(&files)?));
        Ok(Self { files, current })
    }

    /// Reads the two files again. New connections are protected by what they hold now.
    ///
    /// # Errors
    /// As [`Tls::load`]; what was read before goes on being used then.
    pub fn reload(&self) -> Result<(), TlsError> {
        let new = Arc::new(read(&self.files)?);
        *self.current.write().unwrap_or_else(PoisonError::into_inner) = new;
        Ok(())
    }

    /// What protects the next connection.
    pub(super) fn acceptor(&self) -> TlsAcceptor {
        let current = self.current.read().unwrap_or_else(PoisonError::into_inner);
        TlsAcceptor::from(Arc::clone(&current))
    }
}

fn read(files: &TlsFiles) -> Result<ServerConfig, TlsError> {
    let wrong = |source| TlsError::Certificate {
        file: files.certificate.clone(),
        source,
    };
    let chain = CertificateDer::pem_file_iter(&files.certificate).map_err(wrong)?;
    let chain: Vec<_> = chain.collect::<Result<_, _>>().map_err(wrong)?;
    if chain.is_empty() {
        return Err(wrong(pem::Error::NoItemsFound));
    }
    let key = PrivateKeyDer::from_pem_file(&files.key).map_err(|source| TlsError::Key {
        file: files.key.clone(),
        source,
    })?;
    let provider = Arc::new(ring::default_provider());
    let mut config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .with_no_client_auth()
        .with_single_cert(chain, key)?;
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(config)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(folder: &std::path::Path, name: &str) -> TlsFiles {
        let made = rcgen::generate_simple_self_signed([name.to_owned()]).unwrap();
        let files = TlsFiles {
            certificate: folder.join(format!("{name}.pem")),
            key: folder.join(format!("{name}.key")),
        };
        std::fs::write(&files.certificate, made.cert.pem()).unwrap();
        std::fs::write(&files.key, made.signing_key.serialize_pem()).unwrap();
        files
    }

    #[test]
    fn a_certificate_and_its_own_key_are_taken_and_another_key_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let one = written(folder.path(), "one.example");
        let other = written(folder.path(), "other.example");
        assert!(Tls::load(one.clone()).is_ok());
        let crossed = TlsFiles {
            key: other.key,
            ..one
        };
        let error = Tls::load(crossed).err().unwrap().to_string();
        assert!(error.contains("together"), "{error}");
    }

    #[test]
    fn a_file_that_holds_none_is_named_and_nothing_of_it_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let good = written(folder.path(), "one.example");
        let bad = folder.path().join("bad.pem");
        std::fs::write(&bad, "Marigoldlantern").unwrap();
        for files in [
            TlsFiles {
                key: bad.clone(),
                ..good.clone()
            },
            TlsFiles {
                certificate: bad.clone(),
                ..good.clone()
            },
            TlsFiles {
                key: folder.path().join("bad.pem.missing"),
                ..good
            },
        ] {
            let error = Tls::load(files).err().unwrap().to_string();
            assert!(
                error.contains("bad.pem") && !error.contains("Marigold"),
                "{error}"
            );
        }
    }

    #[test]
    fn a_renewal_that_went_wrong_leaves_what_was_there() {
        let folder = tempfile::tempdir().unwrap();
        let files = written(folder.path(), "one.example");
        let tls = Tls::load(files.clone()).unwrap();
        let before = Arc::as_ptr(&tls.current.read().unwrap());
        std::fs::write(&files.certificate, "half").unwrap();
        assert!(tls.reload().is_err());
        assert_eq!(Arc::as_ptr(&tls.current.read().unwrap()), before);
        written(folder.path(), "one.example");
        tls.reload().unwrap();
        assert_ne!(Arc::as_ptr(&tls.current.read().unwrap()), before);
    }
}
