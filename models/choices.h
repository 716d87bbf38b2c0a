// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "project/document.h"

namespace models {

/// What the user chose and undo takes back: the settings of the open project, by key
/// ("network", "panel1/method"). A choice that nobody made has the value that its reader names.
/// [gui thread]
class Choices final : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    /// Another project: everything may be different. \param document outlives this or the next call
    void setDocument(project::Document* document);

    QString text(const QString& key, const QString& otherwise = {}) const;
    bool flag(const QString& key, bool otherwise) const;
    nlohmann::json value(const QString& key) const; ///< null: nobody chose
    QStringList keysBelow(const QString& prefix) const; ///< sorted

    /// One step of the history, called \p name; choices of one key within a second are one.
    /// \param merges  false: each is a step of its own
    void choose(const QString& name, const QString& key, const nlohmann::json& value,
                bool merges = true);

Q_SIGNALS:
    void changed(const QString& key); ///< chosen, undone or done again
    void replaced();                  ///< another project

private:
    void follow(const std::vector<project::Change>& changes);

    project::Document* m_document = nullptr;
};

} // namespace models
