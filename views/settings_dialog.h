// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QSpinBox;
class QTabWidget;

namespace views {

class KeysPage;

/// What the first page of the settings holds.
struct GeneralSettings {
    QString theme; ///< "system", "dark", "light", "contrast"
    bool isMotionReduced = false;
    QString reader;          ///< who reads, in new projects
    int undoMegabytes = 256; ///< most that the steps to take back may take up
    QString keeping;         ///< a sentence: where and when work is kept

    bool operator==(const GeneralSettings&) const = default;
};

/// Settings: a general page and the keys. What is changed holds at once. [gui thread]
class SettingsDialog final : public QDialog {
    Q_OBJECT
public:
    enum class Page { General, Keys };

    explicit SettingsDialog(QWidget* parent = nullptr);

    void setGeneral(const GeneralSettings& general); ///< says nothing
    GeneralSettings general() const;
    void showPage(Page page);
    KeysPage* keys() const { return m_keys; }

Q_SIGNALS:
    void generalChanged();

private:
    QWidget* generalPage();

    QTabWidget* m_pages;
    QComboBox* m_theme;
    QCheckBox* m_motion;
    QLineEdit* m_reader;
    QSpinBox* m_undo;
    QLabel* m_keeping;
    KeysPage* m_keys;
};

} // namespace views
