//! Packs the classes of an artifact; the same signatures give the same bytes.

use std::error::Error;
use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::class_file;
use crate::signature::{ClassSignature, internal};

/// The bytes of a JAR with one class file a signature.
pub(super) fn write(classes: &[ClassSignature]) -> Result<Vec<u8>, Box<dyn Error>> {
    let mut jar = ZipWriter::new(Cursor::new(Vec::new()));
    for class in classes {
        jar.start_file(format!("{}.class", internal(&class.name)), SimpleFileOptions::default())?;
        jar.write_all(&class_file::write(class, classes)?)?;
    }
    Ok(jar.finish()?.into_inner())
}
