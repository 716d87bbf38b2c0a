// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/settings_dialog.h"

#include "views/keys_page.h"
#include "views/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSpinBox>
#include <QTabWidget>
#include <QVBoxLayout>

namespace views {
namespace {

constexpr int leastUndo = 16, mostUndo = 16384, undoStep = 64; // MB
constexpr int longestName = 200;

} // namespace

SettingsDialog::SettingsDialog(QWidget* parent)
    : QDialog(parent), m_pages(new QTabWidget), m_theme(new QComboBox),
      m_motion(new QCheckBox("Reduce motion")), m_reader(new QLineEdit), m_undo(new QSpinBox),
      m_keeping(new QLabel), m_keys(new KeysPage)
{
    setWindowTitle("Settings");
    m_pages->setAccessibleName("Pages of the settings");
    m_pages->setDocumentMode(true);
    m_pages->addTab(generalPage(), "General");
    m_pages->addTab(m_keys, "Shortcuts");
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(metric::space4, metric::space3, metric::space4, metric::space4);
    column->setSpacing(metric::space3);
    column->addWidget(m_pages, 1);
    column->addWidget(buttons);
    resize(720, 560);
}

QWidget* SettingsDialog::generalPage()
{
    for (const auto& [id, text] : {std::pair{"system", "As the system"},
                                   {"dark", "Dark"},
                                   {"light", "Light"},
                                   {"contrast", "High contrast"}})
        m_theme->addItem(text, id);
    m_theme->setAccessibleName("Theme");
    m_motion->setToolTip("Panes and menus come and go without sliding or fading");
    m_reader->setMaxLength(longestName);
    m_reader->setPlaceholderText("Nobody named");
    m_reader->setAccessibleName("Reader");
    m_undo->setRange(leastUndo, mostUndo);
    m_undo->setSingleStep(undoStep);
    m_undo->setSuffix(" MB");
    m_undo->setAccessibleName("Room for undo");
    m_keeping->setWordWrap(true);
    m_keeping->setForegroundRole(QPalette::WindowText);
    m_keeping->setAccessibleName("How work is kept");

    auto* page = new QWidget;
    auto* form = new QFormLayout(page);
    form->setContentsMargins(metric::space2, metric::space4, metric::space2, metric::space2);
    form->setHorizontalSpacing(metric::space4);
    form->setVerticalSpacing(metric::space3);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->addRow("Theme", m_theme);
    form->addRow(QString(), m_motion);
    form->addRow("Reader", m_reader);
    form->addRow("Room for undo", m_undo);
    form->addRow("How work is kept", m_keeping);

    connect(m_theme, &QComboBox::activated, this, &SettingsDialog::generalChanged);
    connect(m_motion, &QCheckBox::clicked, this, &SettingsDialog::generalChanged);
    connect(m_reader, &QLineEdit::editingFinished, this, &SettingsDialog::generalChanged);
    connect(m_undo, &QSpinBox::editingFinished, this, &SettingsDialog::generalChanged);
    return page;
}

void SettingsDialog::setGeneral(const GeneralSettings& general)
{
    m_theme->setCurrentIndex(std::max(m_theme->findData(general.theme), 0));
    m_motion->setChecked(general.isMotionReduced);
    m_reader->setText(general.reader);
    const QSignalBlocker quiet(m_undo);
    m_undo->setValue(general.undoMegabytes);
    m_keeping->setText(general.keeping);
}

GeneralSettings SettingsDialog::general() const
{
    return {.theme = m_theme->currentData().toString(),
            .isMotionReduced = m_motion->isChecked(),
            .reader = m_reader->text().simplified(),
            .undoMegabytes = m_undo->value(),
            .keeping = m_keeping->text()};
}

void SettingsDialog::showPage(Page page)
{
    m_pages->setCurrentIndex(int(page));
}

} // namespace views
